import type { Command, CommandContext, LoadedApp } from '../../wire/loaded-app.ts';

/** Finds the app by its id or by the id of its bot, which messages from a bot have. */
export function findApp(apps: readonly LoadedApp[], id: string | undefined): LoadedApp | undefined {
  return apps.find((app) => app.id === id) ?? apps.find(({ bot }) => id !== undefined && bot?.id === id);
}

/** Names the kind of a message extension, which people cannot see otherwise. */
export function toExtensionKind({ extension }: Pick<LoadedApp, 'extension'>): string {
  return extension?.kind === 'api' ? 'API-based extension' : 'Bot-based extension';
}

/** Returns the commands of this kind that are offered in at least one of these contexts. */
export function commandsAt(
  app: LoadedApp,
  kind: Command['kind'],
  ...places: readonly CommandContext[]
): readonly Command[] {
  return (app.extension?.commands ?? []).filter(
    (command) => command.kind === kind && places.some((place) => command.context.includes(place)),
  );
}
