import { createHash } from 'node:crypto';
import type { FunctionCall } from './function-call.ts';
import type { Arguments } from './parse-arguments.ts';

/** What a consent allows: the connection to a plugin, or one call. */
export type ConsentKind = 'connect' | 'confirm';

export type ConsentedCall = Pick<FunctionCall, 'app' | 'plugin' | 'function' | 'user' | 'sessionId'> & {
  readonly values: Arguments;
};

/**
 * What the host has asked people and they may allow. A consent counts once, within ten minutes, and only for the same
 * session, person, function and arguments.
 */
export interface Consents {
  /** Returns the id of a new consent. */
  open(kind: ConsentKind, call: ConsentedCall): string;
  /** Whether the consent exists for this call. */
  isOpen(id: string | undefined, kind: ConsentKind, call: ConsentedCall): boolean;
  /** Uses up the consent. @returns false if it does not exist for this call. */
  take(id: string | undefined, kind: ConsentKind, call: ConsentedCall): boolean;
}

const lifetimeMs = 10 * 60_000;
/** More than a person answers at a time. */
const maxOfSession = 50;

export function createConsents(now: () => Date, random: (size: number) => Uint8Array): Consents {
  const open = new Map<string, { readonly sessionId: string; readonly digest: string; readonly expires: number }>();

  function removeOld(sessionId: string): void {
    for (const [id, { expires }] of open) {
      if (expires <= now().getTime()) {
        open.delete(id);
      }
    }
    const own = [...open].filter(([, consent]) => consent.sessionId === sessionId);
    for (const [id] of own.slice(0, Math.max(0, own.length - maxOfSession + 1))) {
      open.delete(id);
    }
  }

  function isOpen(id: string | undefined, kind: ConsentKind, call: ConsentedCall): id is string {
    const consent = id === undefined ? undefined : open.get(id);
    return consent !== undefined && consent.expires > now().getTime() && consent.digest === toDigest(kind, call);
  }

  return {
    open(kind, call) {
      removeOld(call.sessionId);
      const id = Buffer.from(random(32)).toString('base64url');
      const expires = now().getTime() + lifetimeMs;
      open.set(id, { sessionId: call.sessionId, digest: toDigest(kind, call), expires });
      return id;
    },
    isOpen,
    take: (id, kind, call) => isOpen(id, kind, call) && open.delete(id),
  };
}

/** A digest, so that arguments are not kept. */
function toDigest(
  kind: ConsentKind,
  { app, plugin, function: called, user, sessionId, values }: ConsentedCall,
): string {
  const bound = [kind, sessionId, user.tenantId, user.id, app.manifest.id, plugin.id, called.name, [...values]];
  return createHash('sha256').update(JSON.stringify(bound)).digest('base64url');
}
