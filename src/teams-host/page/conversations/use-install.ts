import { useState } from 'react';
import type { Conversation, ConversationApp } from '../../wire/conversation.ts';
import { usePage } from '../context/page-context.ts';
import { toReasonText } from '../host/host-call.ts';

/** Adds apps to a conversation and takes them out again. */
export function useInstall({ id, kind }: Pick<Conversation, 'id' | 'kind'>): {
  install(app: Pick<ConversationApp, 'appId' | 'name'>, wanted: boolean): Promise<void>;
  readonly isBusy: boolean;
} {
  const { host, tell } = usePage();
  const [isBusy, setIsBusy] = useState(false);
  const place = kind === 'channel' ? 'team' : kind === 'personal' ? 'apps' : 'chat';
  return {
    isBusy,
    async install({ appId, name }, wanted) {
      setIsBusy(true);
      try {
        await (wanted ? host.install(id, appId) : host.uninstall(id, appId));
        const owner = kind === 'personal' ? 'your' : 'this';
        tell(wanted ? `${name} was added to ${owner} ${place}.` : `${name} was removed from ${owner} ${place}.`);
      } catch (error) {
        tell(toReasonText(error), 'error');
      } finally {
        setIsBusy(false);
      }
    },
  };
}
