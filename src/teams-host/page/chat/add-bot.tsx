import { Button } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import type { ReactElement } from 'react';
import type { ConversationApp } from '../../wire/conversation.ts';
import { usePage } from '../context/page-context.ts';
import { useInstall } from '../conversations/use-install.ts';
import { findApp } from '../host/loaded-app.ts';

export interface AddBotProps {
  readonly bot: ConversationApp;
}

/** Shown instead of the compose box until the person has added the app. */
export function AddBot({ bot }: AddBotProps): ReactElement {
  const { session } = usePage();
  const { install, isBusy } = useInstall();
  const app = findApp(session.apps, bot.appId);
  return (
    <section className="add-bot" aria-label={`Add ${bot.name}`}>
      {app !== undefined && <img src={app.icon} alt="" width="48" height="48" />}
      <div>
        <h2>{bot.name}</h2>
        <p>{app?.description ?? 'Add the app to talk to its bot.'}</p>
      </div>
      <Button appearance="primary" icon={<AddRegular />} disabledFocusable={isBusy} onClick={() => install(bot, true)}>
        Add
      </Button>
    </section>
  );
}
