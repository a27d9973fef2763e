import { expect } from 'chai';
import fc from 'fast-check';
import { InvalidRequest } from '../../../src/foundation/errors.ts';
import type { AnswerRules } from '../../../src/teams-host/bots/answers/answer-rules.ts';
import { AnswerRefused } from '../../../src/teams-host/bots/answers/bot-answer.ts';
import { parseCardAnswer } from '../../../src/teams-host/bots/answers/parse-card-answer.ts';
import { parseExtensionAnswer } from '../../../src/teams-host/bots/answers/parse-extension-answer.ts';
import { toHtml } from '../../../src/teams-host/bots/message-payload.ts';
import { parseCardAction } from '../../../src/teams-host/bots/parse-card-action.ts';
import { parseOutgoingActivity } from '../../../src/teams-host/connector/parse-outgoing-activity.ts';
import { isOfDomain, isPageUrl } from '../../../src/teams-host/links/page-url.ts';

const adaptive = 'application/vnd.microsoft.card.adaptive';
const rules: AnswerRules = {
  count: 25,
  needsPreview: true,
  validDomains: ['*.example.com'],
  tokenServiceOrigin: 'http://127.0.0.1:3979',
};

/** Generates nearly valid objects: any property may be missing or any JSON value. */
function nearly(shape: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  const parts = Object.entries(shape).map(([name, valid]) => [name, fc.oneof(valid, valid, valid, fc.jsonValue())]);
  return fc.record(Object.fromEntries(parts), { requiredKeys: [] });
}

const card = nearly({
  type: fc.constant('AdaptiveCard'),
  version: fc.constantFrom('1.0', '1.5', '1.6', '2.0', '1.50'),
  refresh: nearly({ action: fc.jsonValue(), userIds: fc.array(fc.string()) }),
});
const attachment = nearly({
  contentType: fc.constantFrom(adaptive, 'application/vnd.microsoft.card.hero', 'application/vnd.microsoft.card.oauth'),
  content: card,
  preview: nearly({
    contentType: fc.constant('application/vnd.microsoft.card.thumbnail'),
    content: nearly({ title: fc.string(), images: fc.array(nearly({ url: fc.webUrl() })), tap: fc.jsonValue() }),
  }),
});

describe('arbitrary input from bots and pages', () => {
  it('is parsed as the answer of a message extension or throws AnswerRefused', () => {
    const url = fc.oneof(
      fc.webUrl(),
      fc.constantFrom('javascript:alert(1)', 'http://a.example.com', 'https://a.example.com'),
    );
    const action = nearly({ type: fc.constant('openUrl'), value: url });
    const extension = nearly({
      type: fc.constantFrom('result', 'auth', 'config', 'message', 'botMessagePreview'),
      attachmentLayout: fc.constantFrom('list', 'grid'),
      attachments: fc.array(attachment, { maxLength: 4 }),
      suggestedActions: nearly({ actions: fc.array(action, { maxLength: 2 }) }),
    });
    const task = nearly({
      type: fc.constantFrom('continue', 'message'),
      value: nearly({ url, card: attachment, width: fc.integer() }),
    });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), nearly({ composeExtension: extension, task })), (body) => {
        try {
          const answer = parseExtensionAnswer(body, rules);
          if ('url' in answer && answer.url !== undefined) {
            expect(isPageUrl(answer.url) && isOfDomain(new URL(answer.url).hostname, rules.validDomains)).to.equal(
              true,
            );
          }
          if (answer.type === 'results') {
            for (const { card: shown } of answer.results) {
              expect(Number((shown as { version: string }).version)).to.be.at.most(1.5);
            }
          }
        } catch (fault) {
          expect(fault).to.be.instanceOf(AnswerRefused);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is parsed as the answer to a card action or throws AnswerRefused', () => {
    const answer = nearly({
      statusCode: fc.constantFrom(200, 401, 500),
      type: fc.constantFrom(
        adaptive,
        'application/vnd.microsoft.activity.loginRequest',
        'application/vnd.microsoft.error',
      ),
      value: card,
    });
    fc.assert(
      fc.property(answer, (body) => {
        try {
          parseCardAnswer(body, rules);
        } catch (fault) {
          expect(fault).to.be.instanceOf(AnswerRefused);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is parsed as an activity or throws InvalidRequest', () => {
    const activity = nearly({
      type: fc.constantFrom('message', 'typing'),
      text: fc.string(),
      attachments: fc.array(attachment, { maxLength: 4 }),
      suggestedActions: nearly({ actions: fc.array(fc.jsonValue()) }),
      entities: fc.array(nearly({ type: fc.constant('mention'), text: fc.string() })),
    });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), activity), (body) => {
        try {
          parseOutgoingActivity(body, { appId: 'x', kind: 'personal', popUps: rules });
        } catch (fault) {
          expect(fault).to.be.instanceOf(InvalidRequest);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is parsed as a card action or throws InvalidRequest', () => {
    const data = nearly({
      msteams: nearly({
        type: fc.constantFrom('imBack', 'messageBack', 'invoke', 'task/fetch', 'signin'),
        value: fc.jsonValue(),
      }),
    });
    const action = nearly({ type: fc.constantFrom('Action.Execute', 'Action.Submit'), data, verb: fc.string() });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), action), (value) => {
        try {
          parseCardAction(value, { typed: 'x' });
        } catch (fault) {
          expect(fault).to.be.instanceOf(InvalidRequest);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is escaped as message text, except for mentions and line breaks', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(toHtml(text).replace(/<at id="\d+">|<\/at>|<br>/g, '')).to.not.match(/[<>]/);
      }),
    );
  });
});
