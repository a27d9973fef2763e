import type { PopUpRules } from '../../links/pop-up-rules.ts';

/** The context in which a page of an app is shown: theme, user, conversation and locale. */
export interface TeamsPlace {
  readonly theme: 'light' | 'dark';
  readonly user: { readonly id: string; readonly name: string; readonly tenantId: string };
  /** The chat or channel that is open. */
  readonly conversation?: { readonly id: string; readonly isChannel: boolean } | undefined;
  /** BCP 47. */
  readonly locale: string;
}

/** A page of an app. */
export interface TeamsPage extends TeamsPlace {
  readonly frameContext: 'authentication' | 'task';
  /** Rules for the pop-ups that it may open; none are allowed if absent. */
  readonly popUps?: PopUpRules;
}

/** Returns the name of the theme in teams-js. */
export function toTeamsTheme(theme: TeamsPage['theme']): 'default' | 'dark' {
  return theme === 'dark' ? 'dark' : 'default';
}

/**
 * Builds the answer to `app.getContext`, in the flat form that teams-js expects in messages.
 * @see https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/access-teams-context
 */
export function toTeamsContext({ frameContext, theme, user, conversation, locale }: TeamsPage): object {
  return {
    locale,
    theme: toTeamsTheme(theme),
    hostClientType: 'web',
    hostName: 'Teams',
    ringId: 'local',
    entityId: '',
    frameContext,
    userObjectId: user.id,
    userDisplayName: user.name,
    tid: user.tenantId,
    ...(conversation && { [conversation.isChannel ? 'channelId' : 'chatId']: conversation.id }),
  };
}

/** Builds the runtime configuration for teams-js, which lists the supported capabilities, as JSON. */
export function toRuntimeConfig({ frameContext }: TeamsPage): string {
  const supports = frameContext === 'task' ? { dialog: { url: {}, update: {} } } : {};
  return JSON.stringify({
    apiVersion: 4,
    hostVersionsInfo: { adaptiveCardSchemaVersion: { majorVersion: 1, minorVersion: 5 } },
    isLegacyTeams: false,
    supports,
  });
}

/** The version of teams-js that this host implements. */
export const teamsJsVersion = '2.58.0';
