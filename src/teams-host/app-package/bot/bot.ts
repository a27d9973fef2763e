import { type JsonObject, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';

const botScopes = ['personal', 'team', 'groupChat'] as const;

export type BotScope = (typeof botScopes)[number];

/** The bot people chat with. */
export interface ManifestBot {
  /** The bot's app id, a GUID in lower case. */
  readonly id: string;
  readonly scopes: readonly BotScope[];
  /** Commands from the command lists of the bot. */
  readonly commands: readonly {
    readonly title: string;
    readonly description: string;
    readonly scopes: readonly BotScope[];
  }[];
}

/** Reads the bot of a checked manifest; undefined if there is none. */
export function readBot(manifest: JsonObject): ManifestBot | undefined {
  const [bot] = listMember(manifest, 'bots');
  if (bot === undefined) {
    return undefined;
  }
  return {
    id: (textMember(bot, 'botId') ?? '').toLowerCase(),
    scopes: readScopes(bot),
    commands: listMember(bot, 'commandLists').flatMap((list) =>
      listMember(list, 'commands').map((command) => ({
        title: textMember(command, 'title') ?? '',
        description: textMember(command, 'description') ?? '',
        scopes: readScopes(list),
      })),
    ),
  };
}

function readScopes(owner: unknown): readonly BotScope[] {
  const named = listMember(owner, 'scopes');
  return botScopes.filter((scope) => named.includes(scope));
}
