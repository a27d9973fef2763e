import { Toast, Toaster, ToastTitle, useId, useToastController } from '@fluentui/react-components';
import { type ReactElement, useState } from 'react';
import { Chat } from '../chat/chat.tsx';
import { ChatList } from '../chat/chat-list.tsx';
import { conversationsOf, createConversations, type Message, withMessage } from '../chat/conversations.ts';
import { FlowPanel } from '../flow-panel/flow-panel.tsx';
import { useFlow } from '../flow-panel/use-flow.ts';
import type { HostApi, Session } from '../host-api.ts';
import { AppRail } from './app-rail.tsx';
import { TitleBar } from './title-bar.tsx';
import { useMediaQuery } from './use-media-query.ts';
import type { ThemeInUse } from './use-theme.ts';

export interface WorkspaceProps {
  readonly host: HostApi;
  readonly session: Session;
  readonly theme: ThemeInUse;
  reload(): Promise<void>;
}

/** Title bar, rail, chats and flow panel. */
export function Workspace({ host, session, theme, reload }: WorkspaceProps): ReactElement {
  const [all, setAll] = useState(() => createConversations(session.users, new Date()));
  const [selectedId, setSelectedId] = useState<string>();
  const isWide = useMediaQuery('(min-width: 68em)');
  const [panelWish, setPanelWish] = useState<boolean>();
  const panelIsOpen = panelWish ?? isWide;
  const flow = useFlow();
  const toasterId = useId('toaster');
  const { dispatchToast } = useToastController(toasterId);

  const conversations = conversationsOf(all, session.user);
  const conversation = conversations.find(({ id }) => id === selectedId) ?? conversations[0];

  const tell = (text: string, intent: 'success' | 'error' = 'success'): void =>
    dispatchToast(
      <Toast>
        <ToastTitle>{text}</ToastTitle>
      </Toast>,
      { intent, politeness: 'polite', timeout: intent === 'error' ? 10_000 : 5_000 },
    );
  const attempt = (action: () => Promise<string>): void => {
    action()
      .then(tell, (error: unknown) => tell(error instanceof Error ? error.message : String(error), 'error'))
      .then(reload);
  };
  const send = (conversationId: string, message: Omit<Message, 'id' | 'sentAt' | 'author'>): void =>
    setAll((before) =>
      withMessage(before, conversationId, {
        ...message,
        id: crypto.randomUUID(),
        sentAt: new Date(),
        author: session.user,
      }),
    );

  return (
    <>
      <TitleBar
        session={session}
        theme={theme}
        panelIsOpen={panelIsOpen}
        onTogglePanel={() => setPanelWish(!panelIsOpen)}
        onSitAs={(user) => attempt(() => host.sitAs(user.id).then(() => `You are ${user.name} now.`))}
        onSignOut={() => attempt(() => host.signOut().then(() => `You are signed out of ${session.app.name}.`))}
        onForgetConsent={() => attempt(() => host.forgetConsent())}
      />
      <div className="workspace">
        <AppRail />
        <ChatList conversations={conversations} selectedId={conversation?.id} onSelect={setSelectedId} />
        {conversation !== undefined && (
          <Chat
            key={`${conversation.id} ${session.user.id}`}
            conversation={conversation}
            session={session}
            theme={theme.theme}
            host={host}
            onSend={(message) => send(conversation.id, message)}
            onSignedIn={reload}
          />
        )}
        <FlowPanel flow={flow} isOpen={panelIsOpen} isOverlay={!isWide} onClose={() => setPanelWish(false)} />
      </div>
      <Toaster toasterId={toasterId} position="top-end" />
    </>
  );
}
