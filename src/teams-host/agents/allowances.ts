import { z } from 'zod';
import type { Person } from '../wire/person.ts';
import type { FunctionCall } from './function-call.ts';

export const savedAllowances = z.array(
  z.object({
    tenantId: z.string(),
    userId: z.string(),
    appId: z.string(),
    pluginId: z.string(),
    /** Names of the functions that are always allowed. */
    functions: z.array(z.string()),
  }),
);

export type SavedAllowances = z.infer<typeof savedAllowances>;

type Allowed = Pick<FunctionCall, 'app' | 'plugin' | 'user'>;

/** What people have allowed the agents of apps to use. Only removing the app takes it back. */
export interface Allowances {
  /** Whether the person has allowed the connection to the plugin. */
  isConnected(use: Allowed): boolean;
  connect(use: Allowed): void;
  isAlwaysAllowed(use: Allowed, functionName: string): boolean;
  /** Allows all future calls of a function of a connected plugin. */
  allowAlways(use: Allowed, functionName: string): void;
  /** Takes back everything that the person has allowed an app. */
  forget(user: Person, appId: string): void;
  snapshot(): SavedAllowances;
}

/** @param changed called after each change. */
export function createAllowances(saved: SavedAllowances, changed: () => void): Allowances {
  let all = [...saved];

  const find = ({ app, plugin, user }: Allowed): SavedAllowances[number] | undefined =>
    all.find(
      ({ tenantId, userId, appId, pluginId }) =>
        tenantId === user.tenantId && userId === user.id && appId === app.manifest.id && pluginId === plugin.id,
    );

  return {
    isConnected: (use) => find(use) !== undefined,
    connect(use) {
      if (find(use) === undefined) {
        const { app, plugin, user } = use;
        all.push({
          tenantId: user.tenantId,
          userId: user.id,
          appId: app.manifest.id,
          pluginId: plugin.id,
          functions: [],
        });
        changed();
      }
    },
    isAlwaysAllowed: (use, functionName) => find(use)?.functions.includes(functionName) === true,
    allowAlways(use, functionName) {
      const found = find(use);
      if (found !== undefined && !found.functions.includes(functionName)) {
        found.functions.push(functionName);
        changed();
      }
    },
    forget(user, appId) {
      const kept = all.filter(
        (entry) => entry.tenantId !== user.tenantId || entry.userId !== user.id || entry.appId !== appId,
      );
      if (kept.length < all.length) {
        all = kept;
        changed();
      }
    },
    snapshot: () => all,
  };
}
