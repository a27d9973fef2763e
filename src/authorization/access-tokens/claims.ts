import type { Jwt } from '../../jwt/parse-jwt.ts';

/** What every access token has, signed or introspected. */
export type Claims = Pick<Jwt, 'claims'>;
