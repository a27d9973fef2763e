import { Toast, Toaster, ToastTitle, useId, useToastController } from '@fluentui/react-components';
import { type ReactElement, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { SessionView } from '../../wire/session.ts';
import { Chats } from '../chat/chats.tsx';
import { type Page, PageContext } from '../context/page-context.ts';
import { FlowPanel } from '../flow-panel/flow-panel.tsx';
import { useFlow } from '../flow-panel/use-flow.ts';
import type { HostApi } from '../host/host-api.ts';
import type { HostEvents } from '../host/host-events.ts';
import { createOpenPopup } from '../popup/open-app-popup.ts';
import type { TeamsPlace } from '../teams-js/teams-context.ts';
import { useMediaQuery } from '../ui/use-media-query.ts';
import { AppRail } from './app-rail.tsx';
import { HostNotices } from './host-notices.tsx';
import { takeReason } from './load-again.ts';
import { TitleBar } from './title-bar.tsx';
import type { ThemeInUse } from './use-theme.ts';

export interface WorkspaceProps {
  readonly host: HostApi;
  readonly events: HostEvents;
  readonly session: SessionView;
  readonly theme: ThemeInUse;
  reload(): Promise<void>;
}

/** The layout of the page: title bar, app bar, chats and flow panel. */
export function Workspace({ host, events, session, theme, reload }: WorkspaceProps): ReactElement {
  const isWide = useMediaQuery('(min-width: 68em)');
  const [panelChoice, setPanelChoice] = useState<boolean>();
  const panelIsOpen = panelChoice ?? isWide;
  const flow = useFlow(events);
  const toasterId = useId('toaster');
  const { dispatchToast } = useToastController(toasterId);

  // A ref, because pages of apps send requests long after their window was opened.
  const now = useRef({ user: session.user, theme: theme.theme });
  now.current = { user: session.user, theme: theme.theme };
  const openConversation = useRef<TeamsPlace['conversation']>(undefined);
  const place = useCallback((): TeamsPlace => {
    return { ...now.current, locale: navigator.language, conversation: openConversation.current };
  }, []);
  const setOpenConversation = useCallback((conversation: TeamsPlace['conversation']) => {
    openConversation.current = conversation;
  }, []);
  const openPopup = useMemo(() => createOpenPopup(place), [place]);

  // Everything may have changed while the host was not there: apps, installs, the person.
  const wasLost = useRef(false);
  useEffect(() => {
    if (flow.connected && wasLost.current) {
      void reload();
    }
    wasLost.current = !flow.connected;
  }, [flow.connected, reload]);
  useEffect(() => events.onRefused(() => void reload()), [events, reload]);
  // Another tab of this browser may have switched the person.
  useEffect(() => events.on('session', () => void reload()), [events, reload]);

  const notify: Page['notify'] = (text, intent = 'success') =>
    dispatchToast(
      <Toast>
        <ToastTitle>{text}</ToastTitle>
      </Toast>,
      { intent, politeness: 'polite', timeout: intent === 'error' ? 10_000 : 5_000 },
    );

  // biome-ignore lint/correctness/useExhaustiveDependencies: said once, when the page opens
  useEffect(() => {
    const reason = takeReason();
    if (reason !== undefined) {
      notify(`${reason} You are ${session.user.name}.`, 'info');
    }
  }, []);

  return (
    <PageContext value={{ host, events, session, theme: theme.theme, openPopup, place, notify, reload }}>
      <TitleBar theme={theme} panelIsOpen={panelIsOpen} onTogglePanel={() => setPanelChoice(!panelIsOpen)} />
      <HostNotices connected={flow.connected} />
      <div className="workspace">
        <AppRail />
        <Chats key={`${session.user.tenantId} ${session.user.id}`} onConversationChange={setOpenConversation} />
        <FlowPanel flow={flow} isOpen={panelIsOpen} isOverlay={!isWide} onClose={() => setPanelChoice(false)} />
      </div>
      <section aria-label="Notifications">
        <Toaster toasterId={toasterId} position="top-end" inline />
      </section>
    </PageContext>
  );
}
