import type { Provider } from 'oidc-provider';

/** A request and its answer in front of the provider's own routes, where it knows nothing of OAuth yet. */
export type PageContext = Parameters<Parameters<Provider['use']>[0]>[0];
