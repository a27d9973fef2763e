/** Entry of the page in the browser. */
import { createRoot } from 'react-dom/client';
import { AdaptiveCard, Media } from '../card-reader/official-renderer.ts';
import { App } from './app.tsx';
import { createCardMarkdown } from './cards/card-markdown.ts';
import { createHostApi } from './host/host-api.ts';
import { createHostEvents } from './host/host-events.ts';

const toHtml = createCardMarkdown();
AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = toHtml(text);
  result.didProcess = true;
};

// The players of video sites ask these sites for pictures; the page sends no requests to other machines.
Media.customMediaPlayers = [];

const root = document.getElementById('root');
if (root !== null) {
  const host = createHostApi(fetch.bind(globalThis));
  const events = createHostEvents(() => new EventSource('/api/events'));
  createRoot(root).render(<App host={host} events={events} />);
}
