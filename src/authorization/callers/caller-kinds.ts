/**
 * The kinds of caller that the setting `API_CALLERS` can permit, by their credential:
 *
 * - `person`: a signed access token (JWT) of a person
 * - `opaque`: an access token of a person that the authorization server introspects (RFC 7662)
 * - `application`: an access token of an application, without a person (RFC 6749 section 4.4)
 * - `service`: a shared service token
 * - `anonymous`: no credentials; reads only, and on loopback only
 */
export const callerKinds = ['person', 'opaque', 'application', 'service', 'anonymous'] as const;

export type CallerKind = (typeof callerKinds)[number];
