import { NotFound } from '../../foundation/errors.ts';
import type {
  CommandContext,
  MessageExtension,
  MessagingExtensionAnswer,
} from '../../message-extension/command-context.ts';
import type { ShareCard } from '../sending/share-card.ts';
import type { WaitForSending } from '../sending/wait-for-sending.ts';
import type { Turn } from '../turn/turn.ts';
import type { UserToken } from '../user-tokens/user-token.ts';
import type { WithToken } from '../user-tokens/with-token.ts';
import type { InvokeKind, InvokeResponse } from './invoke-kind.ts';
import { parseAction, parseCardAction } from './parse-action.ts';
import { parseLink, parseQuery, parseSetting } from './parse-query.ts';
import { parseCredentials } from './parse-value.ts';
import {
  toCardActionBody,
  toDialogBody,
  toExtensionBody,
  toLoginRequestBody,
  toPreconditionFailedBody,
  toSignInBody,
} from './to-invoke-body.ts';

export interface ExtensionKindsOptions {
  readonly messageExtension: MessageExtension;
  readonly withToken: WithToken;
  readonly userToken: UserToken;
  readonly connectionName: string;
  readonly singleSignOn: boolean;
  readonly shareCard: ShareCard;
  readonly waitForSending: WaitForSending;
}

/** Every invoke of the message extension and of cards, by name. */
export function createExtensionKinds(options: ExtensionKindsOptions): Readonly<Record<string, InvokeKind>> {
  const { messageExtension, withToken, userToken, connectionName, singleSignOn, shareCard, waitForSending } = options;
  const { queries, actions, cardActions } = messageExtension;

  const asUser = <Answer>(value: unknown, turn: Turn, work: (context: CommandContext) => Promise<Answer>) =>
    withToken(turn, parseCredentials(value), async (repairs) => work({ ...turn.known, repairs: await repairs() }));

  const extension = (handle: InvokeKind['handle'], toBody = toExtensionBody): InvokeKind => ({
    handle,
    tell: (text) => ({ status: 200, body: toBody({ kind: 'message', text }) }),
    askToSignIn: (link) => ({ status: 200, body: toSignInBody(link, false) }),
    exchangeFailed: { status: 412 },
  });
  const dialog = (handle: InvokeKind['handle']): InvokeKind => extension(handle, toDialogBody);
  /** Teams tries to hand over a token first only for these (single sign-on for message extensions). */
  const silent = (kind: InvokeKind): InvokeKind => ({
    ...kind,
    askToSignIn: (link) => ({ status: 200, body: toSignInBody(link, singleSignOn) }),
  });

  return {
    'composeExtension/query': silent(
      extension(async (value, turn) => {
        const query = parseQuery(value);
        const run = known(queries, query.commandId);
        return answered(await asUser(value, turn, (context) => run(query, context)));
      }),
    ),
    'composeExtension/queryLink': silent(
      extension(async (value, turn) => {
        const link = parseLink(value);
        const answer = await withToken(turn, parseCredentials(value), (repairs) =>
          messageExtension.queryLink(link, { ...turn.known, repairs }),
        );
        return answered(answer);
      }),
    ),
    'composeExtension/anonymousQueryLink': extension(async (value, { known: context }) =>
      answered(await messageExtension.anonymousQueryLink(parseLink(value), context)),
    ),
    'composeExtension/selectItem': extension(async (value, turn) =>
      answered(await asUser(value, turn, (context) => messageExtension.selectItem(value, context))),
    ),
    'composeExtension/fetchTask': dialog(async (value, turn) => {
      const action = parseAction(value);
      const { fetch } = known(actions, action.commandId);
      return answered(await asUser(value, turn, (context) => fetch(action, context)), toDialogBody);
    }),
    'composeExtension/submitAction': dialog(async (value, turn) => {
      const action = parseAction(value);
      const { submit } = known(actions, action.commandId);
      return answered(await asUser(value, turn, (context) => submit(action, context)), toDialogBody);
    }),
    'composeExtension/querySettingUrl': extension(async (_value, { known: context }) =>
      answered(await messageExtension.querySettingUrl(context)),
    ),
    'composeExtension/setting': extension(async (value, turn) => {
      const signOut = () => userToken.signOut(turn.context);
      return answered(await messageExtension.setting(parseSetting(value), { ...turn.known, signOut }));
    }),
    'composeExtension/onCardButtonClicked': extension(async () => ({ status: 200 })),
    'adaptiveCard/action': {
      async handle(value, turn) {
        const action = parseCardAction(value);
        const run = known(cardActions, action.verb);
        const answer = await asUser(value, turn, (context) => run(action, context));
        if (answer.kind === 'card' && answer.shared !== undefined) {
          await waitForSending(turn, shareCard(turn.context, answer.shared));
        }
        return { status: 200, body: toCardActionBody(answer) };
      },
      tell: (text) => ({ status: 200, body: toCardActionBody({ kind: 'message', text }) }),
      askToSignIn: (link) => ({ status: 200, body: toLoginRequestBody(link, connectionName) }),
      exchangeFailed: { status: 200, body: toPreconditionFailedBody() },
    },
  };
}

function answered(answer: MessagingExtensionAnswer, toBody = toExtensionBody): InvokeResponse {
  return { status: 200, body: toBody(answer) };
}

/** @throws NotFound for a name that a newer manifest may have, and nobody else. */
function known<Command>(commands: Readonly<Record<string, Command>>, name: string): Command {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    throw new NotFound('Repairs does not know this command. Update the app and try again.');
  }
  return command;
}
