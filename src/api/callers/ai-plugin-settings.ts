/** How the callers of the first plugin manifest authenticate. */
export type AiPluginAuth =
  | { readonly type: 'none' }
  | { readonly type: 'service_http' }
  | { readonly type: 'oauth'; readonly authorizationUrl: string; readonly tokenUrl: string };

export interface AiPluginSettings {
  readonly auth: AiPluginAuth;
  /** E-mail address of the operator of the API. */
  readonly contactEmail: string;
}
