import type { Principal } from '../authorization/callers/principal.ts';
import type { HttpRequest, HttpResponse } from '../foundation/http.ts';
import type { Repairs } from '../repairs/repairs.ts';
import type { PageCache } from './page-cache.ts';
import type { ValidateRequest } from './validate-request.ts';

/** Dependencies of the API's handlers. */
export interface ApiContext {
  readonly repairs: Repairs;
  /** Origin of the app. */
  readonly publicUrl: string;
  readonly validate: ValidateRequest;
  readonly pages: PageCache;
}

/** Handles a request whose caller was verified and has the required right. */
export type ApiHandler = (api: ApiContext, request: HttpRequest, principal: Principal) => Promise<HttpResponse>;

/** Headers of every response, because records of a tenant must not be cached. */
export const noStore = { 'Cache-Control': 'no-store' } as const;
