import { AgentsRegular } from '@fluentui/react-icons/svg/agents';
import { ChatRegular } from '@fluentui/react-icons/svg/chat';
import { FlowRegular } from '@fluentui/react-icons/svg/flow';
import { PuzzlePieceRegular } from '@fluentui/react-icons/svg/puzzle-piece';
import type { ReactElement } from 'react';
import { agentAppsOf } from '../agent/agent-app.ts';
import { usePage } from '../context/page-context.ts';
import { useChat } from '../conversations/chat-context.ts';
import { botsOf } from '../conversations/conversation.ts';

/** What can be done in a chat that has no messages yet. */
export function Welcome(): ReactElement {
  const { session } = usePage();
  const { conversation } = useChat();
  const extensions = session.apps.filter(({ extension }) => extension !== undefined).map(({ name }) => name);
  const agents = agentAppsOf(session.apps).map(({ agent }) => agent.name);
  return (
    <section className="welcome" aria-label="What you can do here">
      <h2>What you can do here</h2>
      <ul>
        <li>
          <ChatRegular aria-hidden />
          <span>{toChatLine(conversation)}</span>
        </li>
        <li>
          <PuzzlePieceRegular aria-hidden />
          <span>
            {extensions.length === 0
              ? 'No loaded app has a message extension.'
              : `Open ${toList(extensions)} below the message box, find something and send it as a card.`}
          </span>
        </li>
        {agents.length > 0 && (
          <li>
            <AgentsRegular aria-hidden />
            <span>Choose {toList(agents)} under Agents, and call its functions in place of a model.</span>
          </li>
        )}
        <li>
          <FlowRegular aria-hidden />
          <span>Open Flow at the top: it shows every call that your actions cause, and why one failed.</span>
        </li>
      </ul>
    </section>
  );
}

function toChatLine(conversation: ReturnType<typeof useChat>['conversation']): string {
  const [bot] = botsOf(conversation);
  switch (conversation.kind) {
    case 'personal':
      return bot?.installed === false
        ? `Add ${bot.name} below, and write to its bot.`
        : `Write to ${bot?.name ?? 'the bot'}, for example “help”.`;
    case 'pair':
      return 'Write a message. To answer it as the other person, open a private browser window.';
    default:
      return bot === undefined
        ? 'Write a message. To answer it as another person, open a private browser window.'
        : `Write a message, or mention ${toList(botsOf(conversation).map(({ name }) => `@${name}`))}, which is added then.`;
  }
}

function toList(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(names);
}
