import type { Principal } from '../authorization/principal.ts';
import type { HttpRequest, HttpResponse } from '../foundation/http.ts';
import type { Repairs } from '../repairs/repairs.ts';
import type { ValidateRequest } from './validate-request.ts';

/** What the handlers of the API work with. */
export interface ApiContext {
  readonly repairs: Repairs;
  /** Origin of the app. */
  readonly publicUrl: string;
  /** Gives the check of one operation of the contract. */
  readonly validator: (operationId: string) => ValidateRequest;
}

/** Answers a caller whose access token was verified and has the scope that the route asks for. */
export type ApiHandler = (request: HttpRequest, principal: Principal) => Promise<HttpResponse>;

/** Of every answer: records of one tenant are not for any cache. */
export const noStore = { 'Cache-Control': 'no-store' } as const;
