import type { Agent } from '../app-package/agent/agent.ts';

/** Returns the ids of the OAuth registrations that people sign in with to the plugins of an agent. */
export function registrationsOf(agent: Agent | undefined): readonly string[] {
  const ids = (agent?.plugins ?? []).flatMap(({ functions }) =>
    functions.flatMap(({ authorization }) => (authorization.kind === 'oauth' ? [authorization.registrationId] : [])),
  );
  return [...new Set(ids)];
}
