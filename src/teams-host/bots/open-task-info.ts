import type { AppPackage } from '../app-package/app-package.ts';
import type { BotExtensionCommand } from '../app-package/bot/bot-extension.ts';
import type { TaskInfo } from '../app-package/bot/task-info.ts';
import { explainPopUp, type PopUpRules } from '../links/pop-up-rules.ts';
import type { DialogContent, MessageAnswer } from '../wire/answers.ts';
import type { ActionContext } from './activity-builder.ts';

/** Opens the page that the manifest names as the dialog of a command, without asking the bot. */
export function openTaskInfo(
  { title, url, width, height }: TaskInfo,
  {
    app,
    command,
    flow,
  }: Pick<ActionContext, 'flow'> & {
    readonly app: AppPackage;
    readonly command: BotExtensionCommand;
  },
  rules: PopUpRules,
): DialogContent | MessageAnswer {
  const failure = explainPopUp(url, rules);
  const note = 'The manifest names the page of this dialog ("taskInfo"). The bot is called when the page submits.';
  flow.add({ from: 'Teams host', to: 'Person', request: 'Dialog', ms: 0, ...(failure ? { failure } : { note }) });
  return failure === undefined
    ? { type: 'dialog', title: title || command.title, url, width, height }
    : {
        type: 'message',
        title: `The dialog of ${app.manifest.name} cannot be opened`,
        text: failure.why,
        remedy: failure.remedy,
      };
}
