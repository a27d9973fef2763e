import type { LoadedApp } from '../../wire/loaded-app.ts';
import type { HostApi } from '../host/host-api.ts';
import type { OpenPopup } from '../popup/open-app-popup.ts';
import { toPopupProblem } from '../popup/popup.ts';

export interface SettingsPort {
  readonly host: Pick<HostApi, 'settings' | 'settingsSaved'>;
  readonly openPopup: OpenPopup;
}

/**
 * Opens the settings page of an extension and sends what the person saved there.
 * @param state result of the sign-in, if the request is repeated after one.
 * @returns the sentence to show; undefined if the person closed the window.
 * @throws Error with a sentence to show if the settings were not saved.
 */
export async function changeSettings(
  { host, openPopup }: SettingsPort,
  app: LoadedApp,
  conversationId: string,
  state?: string,
): Promise<string | undefined> {
  const answer = await host.settings(app.id, { conversationId, state });
  if (answer.type === 'message') {
    throw new Error(`${answer.title}. ${answer.text}`);
  }
  const end = await openPopup(answer).ended;
  if (end.type === 'closed') {
    return undefined;
  }
  if (end.type !== 'done') {
    throw new Error(toPopupProblem(answer.type, end));
  }
  if (answer.type === 'signIn') {
    return changeSettings({ host, openPopup }, app, conversationId, end.state);
  }
  if (end.state === undefined) {
    return undefined;
  }
  const saved = await host.settingsSaved(app.id, { conversationId, state: end.state });
  if (saved.type === 'message') {
    throw new Error(`${saved.title}. ${saved.text}`);
  }
  return `The settings of ${app.name} were saved.`;
}
