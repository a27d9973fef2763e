import type { Command, CommandContext, LoadedApp } from '../../wire/loaded-app.ts';

/** The app with this id, or else the one whose bot has it: messages of a bot carry the bot's id. */
export function findApp(apps: readonly LoadedApp[], id: string | undefined): LoadedApp | undefined {
  return apps.find((app) => app.id === id) ?? apps.find(({ bot }) => id !== undefined && bot?.id === id);
}

/** The commands of this kind that Teams offers at these places. */
export function commandsAt(
  app: LoadedApp,
  kind: Command['kind'],
  ...places: readonly CommandContext[]
): readonly Command[] {
  return (app.extension?.commands ?? []).filter(
    (command) => command.kind === kind && places.some((place) => command.context.includes(place)),
  );
}
