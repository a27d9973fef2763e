import type { PopUpRules } from '../../links/pop-up-rules.ts';

/** Where and for whom pages of apps are shown. */
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
  /** Which pop-ups it may open; none where absent. */
  readonly popUps?: PopUpRules;
}

/** The theme's name in teams-js. */
export function toTeamsTheme(theme: TeamsPage['theme']): 'default' | 'dark' {
  return theme === 'dark' ? 'dark' : 'default';
}

/**
 * The answer to `app.getContext`, in the flat form that is posted between windows.
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

/** What this host supports, as teams-js reads it. */
export function toRuntimeConfig({ frameContext }: TeamsPage): string {
  const supports = frameContext === 'task' ? { dialog: { url: {}, update: {} } } : {};
  return JSON.stringify({
    apiVersion: 4,
    hostVersionsInfo: { adaptiveCardSchemaVersion: { majorVersion: 1, minorVersion: 5 } },
    isLegacyTeams: false,
    supports,
  });
}

/** The release of teams-js whose calls this host answers. */
export const teamsJsVersion = '2.58.0';
