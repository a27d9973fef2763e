import { useState } from 'react';
import type { ConversationApp } from '../../wire/conversation.ts';
import { usePage } from '../context/page-context.ts';
import { toReasonText } from '../host/host-call.ts';
import { useChat } from './chat-context.ts';

/** Returns the function that adds apps to the open chat and removes them. */
export function useInstall(): {
  install(app: Pick<ConversationApp, 'appId' | 'name'>, wanted: boolean): Promise<void>;
  readonly isBusy: boolean;
} {
  const { host, notify } = usePage();
  const { id, kind } = useChat().conversation;
  const [isBusy, setIsBusy] = useState(false);
  const place = kind === 'channel' ? 'team' : kind === 'personal' ? 'apps' : 'chat';
  return {
    isBusy,
    async install({ appId, name }, wanted) {
      setIsBusy(true);
      try {
        await (wanted ? host.install(id, appId) : host.uninstall(id, appId));
        const owner = kind === 'personal' ? 'your' : 'this';
        notify(wanted ? `${name} was added to ${owner} ${place}.` : `${name} was removed from ${owner} ${place}.`);
      } catch (error) {
        notify(toReasonText(error), 'error');
      } finally {
        setIsBusy(false);
      }
    },
  };
}
