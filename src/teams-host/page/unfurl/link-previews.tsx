import { Button, Spinner } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import type { ReactElement } from 'react';
import { useStore } from 'zustand/react';
import type { LoadedApp } from '../../wire/loaded-app.ts';
import { AdaptiveCard } from '../cards/adaptive-card.tsx';
import { usePage } from '../context/page-context.ts';
import { findApp } from '../host/loaded-app.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import type { LinkPreview, Unfurling } from './unfurling.ts';

export interface LinkPreviewsProps {
  readonly unfurling: Unfurling;
}

/** Previews of the message's links; each can be removed. */
export function LinkPreviews({ unfurling }: LinkPreviewsProps): ReactElement {
  return (
    <>
      {useStore(unfurling).map((preview) => (
        <div key={preview.url} className="compose-card link-preview">
          <ErrorBoundary what="This preview" shows={preview}>
            <PreviewContent preview={preview} unfurling={unfurling} />
          </ErrorBoundary>
          <Button
            className="compose-card-remove"
            appearance="subtle"
            size="small"
            icon={<DismissRegular />}
            aria-label={`Remove the preview of ${preview.url}`}
            onClick={() => unfurling.remove(preview.url)}
          />
        </div>
      ))}
    </>
  );
}

interface PreviewContentProps extends LinkPreviewsProps {
  readonly preview: LinkPreview;
}

function PreviewContent({ preview: { url, state }, unfurling }: PreviewContentProps): ReactElement {
  const { session } = usePage();
  switch (state.phase) {
    case 'waiting':
      return (
        <p className="link-note">
          <Spinner size="tiny" label="Loading the preview" />
        </p>
      );
    case 'card': {
      const app = findApp(session.apps, state.appId);
      return (
        <>
          <AdaptiveCard
            content={state.result.card}
            notes={state.result.notes}
            link={state.result.link ?? url}
            isOfExtension
            label={`Preview of the link: ${state.result.preview.title || url}`}
            onAction="This button works after you send the message."
          />
          {app?.extension?.kind === 'bot' && !app.installed && (
            <AppRequest app={app} text={`You have not added ${app.name}.`}>
              <AddButton name={app.name} onAdd={() => unfurling.addApp(url)} />
            </AppRequest>
          )}
        </>
      );
    }
    case 'message':
      return (
        <p className="link-note" role="status">
          {state.text}
        </p>
      );
    case 'notAdded':
    case 'signIn':
    case 'signingIn': {
      const app = findApp(session.apps, state.appId);
      const name = app?.name ?? 'the app';
      return (
        <AppRequest app={app} text={toRequest(state, name)}>
          {state.phase === 'notAdded' ? (
            <AddButton name={name} onAdd={() => unfurling.addApp(url)} />
          ) : state.phase === 'signIn' ? (
            <Button size="small" appearance="primary" onClick={() => unfurling.signIn(url)}>
              Sign in
            </Button>
          ) : (
            <Button size="small" onClick={() => unfurling.cancelSignIn(url)}>
              Cancel
            </Button>
          )}
        </AppRequest>
      );
    }
  }
}

interface AppRequestProps {
  readonly app: LoadedApp | undefined;
  readonly text: string;
  readonly children: ReactElement;
}

/** What an app needs from the person, and the button for it. */
function AppRequest({ app, text, children }: AppRequestProps): ReactElement {
  return (
    <div className="link-note link-request">
      {app !== undefined && <img src={app.icon} alt="" width="24" height="24" />}
      <p role="status">{text}</p>
      {children}
    </div>
  );
}

function AddButton({ name, onAdd }: { readonly name: string; onAdd(): void }): ReactElement {
  return (
    <Button size="small" appearance="primary" onClick={onAdd}>
      Add {name}
    </Button>
  );
}

/** Tells what is missing for a preview. */
function toRequest(
  state: Exclude<LinkPreview['state'], { phase: 'waiting' | 'card' | 'message' }>,
  name: string,
): string {
  switch (state.phase) {
    case 'notAdded':
      return state.problem ?? `Teams shows a preview of this link to people who have added ${name}.`;
    case 'signIn':
      return state.problem ?? `Sign in to ${name} to see a preview of this link.`;
    case 'signingIn':
      return 'Sign in using the window that opened.';
  }
}
