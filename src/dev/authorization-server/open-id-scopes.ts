/** Scopes of OpenID Connect itself that a client may ask for beside those of the resource. */
export const openIdScopes: Readonly<Record<string, string>> = {
  openid: 'Know who you are',
  offline_access: 'Stay connected while you are away',
};
