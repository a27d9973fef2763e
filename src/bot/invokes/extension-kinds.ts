import { NotFound } from '../../foundation/errors.ts';
import type { CommandContext } from '../../message-extension/command-context.ts';
import type { MessageExtension } from '../../message-extension/create-message-extension.ts';
import type { People } from '../messages/people.ts';
import type { ShareCard } from '../sending/share-card.ts';
import type { WaitForSending } from '../sending/wait-for-sending.ts';
import type { Turn } from '../turn/turn.ts';
import type { UserTokens } from '../user-tokens/user-tokens.ts';
import type { WithToken } from '../user-tokens/with-token.ts';
import type { InvokeKind, InvokeResponse } from './invoke-kind.ts';
import { parseAction, parseCardAction } from './parse-action.ts';
import { parseLink, parseQuery, parseSetting } from './parse-query.ts';
import { parseCredentials } from './parse-value.ts';
import {
  toCardActionBody,
  toDialogBody,
  toExtensionBody,
  toIncorrectCodeBody,
  toLoginRequestBody,
  toPreconditionFailedBody,
  toSignInBody,
} from './to-invoke-body.ts';

export interface ExtensionKindsOptions {
  readonly messageExtension: MessageExtension;
  readonly withToken: WithToken;
  readonly userTokens: UserTokens;
  readonly people: Pick<People, 'forget'>;
  readonly connectionName: string;
  readonly singleSignOn: boolean;
  readonly shareCard: ShareCard;
  readonly waitForSending: WaitForSending;
}

/** The invokes of the message extension and of cards, by name. */
export function createExtensionKinds(options: ExtensionKindsOptions): Readonly<Record<string, InvokeKind>> {
  const { messageExtension, withToken, userTokens, people, connectionName, singleSignOn, shareCard, waitForSending } =
    options;
  const { queries, actions, cardActions } = messageExtension;

  const asUser = <Answer>(value: unknown, turn: Turn, work: (context: CommandContext) => Promise<Answer>) =>
    withToken(turn, parseCredentials(value), async (repairs) => work({ ...turn.known, repairs: await repairs() }));

  const extension = (handle: InvokeKind['handle'], toBody = toExtensionBody): InvokeKind => ({
    handle,
    toMessage: (text) => ok(toBody({ kind: 'message', text })),
    toSignIn: (link) => ok(toSignInBody(link, false)),
    exchangeFailed: { status: 412 },
  });
  const dialog = (handle: InvokeKind['handle']): InvokeKind => extension(handle, toDialogBody);
  /** Only with these may Teams send a token for exchange before it prompts the person (single sign-on). */
  const silent = (handle: InvokeKind['handle']): InvokeKind => ({
    ...extension(handle),
    toSignIn: (link) => ok(toSignInBody(link, singleSignOn)),
  });

  return {
    'composeExtension/query': silent(async (value, turn) => {
      const query = parseQuery(value);
      const run = findCommand(queries, query.commandId);
      return ok(toExtensionBody(await asUser(value, turn, (context) => run(query, context))));
    }),
    'composeExtension/queryLink': silent(async (value, turn) => {
      const link = parseLink(value);
      const answer = await withToken(turn, parseCredentials(value), (repairs) =>
        messageExtension.queryLink(link, { ...turn.known, repairs }),
      );
      return ok(toExtensionBody(answer));
    }),
    'composeExtension/anonymousQueryLink': extension(async (value, { known }) =>
      ok(toExtensionBody(await messageExtension.anonymousQueryLink(parseLink(value), known))),
    ),
    'composeExtension/selectItem': extension(async (value, turn) =>
      ok(toExtensionBody(await asUser(value, turn, (context) => messageExtension.selectItem(value, context)))),
    ),
    'composeExtension/fetchTask': dialog(async (value, turn) => {
      const action = parseAction(value);
      const { fetch } = findCommand(actions, action.commandId);
      return ok(toDialogBody(await asUser(value, turn, (context) => fetch(action, context))));
    }),
    'composeExtension/submitAction': dialog(async (value, turn) => {
      const action = parseAction(value);
      const { submit } = findCommand(actions, action.commandId);
      return ok(toDialogBody(await asUser(value, turn, (context) => submit(action, context))));
    }),
    'composeExtension/querySettingUrl': extension(async (_value, { known }) =>
      ok(toExtensionBody(await messageExtension.querySettingUrl(known))),
    ),
    'composeExtension/setting': extension(async (value, { activity, known }) => {
      const signOut = () => userTokens.signOut(activity);
      const forget = async () => {
        await people.forget(known.user);
        await signOut();
      };
      return ok(toExtensionBody(await messageExtension.setting(parseSetting(value), { ...known, signOut, forget })));
    }),
    'composeExtension/onCardButtonClicked': extension(async () => ok()),
    'adaptiveCard/action': {
      async handle(value, turn) {
        const action = parseCardAction(value);
        const run = findCommand(cardActions, action.verb);
        const answer = await asUser(value, turn, (context) => run(action, context));
        if (answer.kind === 'card' && answer.shared !== undefined) {
          await waitForSending(turn, shareCard(turn.activity, answer.shared));
        }
        return ok(toCardActionBody(answer));
      },
      toMessage: (text) => ok(toCardActionBody({ kind: 'message', text })),
      toSignIn: (link) => ok(toLoginRequestBody(link, connectionName)),
      codeRejected: ok(toIncorrectCodeBody()),
      exchangeFailed: ok(toPreconditionFailedBody()),
    },
  };
}

function ok(body?: object): InvokeResponse {
  return { status: 200, body };
}

/** @throws NotFound for an unknown name, which a newer manifest may contain. */
function findCommand<Command>(commands: Readonly<Record<string, Command>>, name: string): Command {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    throw new NotFound('Repairs does not know this command. Update the app and try again.');
  }
  return command;
}
