import { expect } from 'chai';
import fc from 'fast-check';
import { InvalidRequest } from '../../../src/foundation/errors.ts';
import type { AnswerRules } from '../../../src/teams-host/bots/answers/answer-rules.ts';
import { AnswerRefused } from '../../../src/teams-host/bots/answers/bot-answer.ts';
import { isOfDomain, isPageUrl } from '../../../src/teams-host/bots/answers/page-url.ts';
import { parseCardAnswer } from '../../../src/teams-host/bots/answers/parse-card-answer.ts';
import { parseExtensionAnswer } from '../../../src/teams-host/bots/answers/parse-extension-answer.ts';
import { toHtml } from '../../../src/teams-host/bots/message-payload.ts';
import { parseCardAction } from '../../../src/teams-host/bots/parse-card-action.ts';
import { parseOutgoingActivity } from '../../../src/teams-host/connector/parse-outgoing-activity.ts';
import { createRateLimit, sendLimits } from '../../../src/teams-host/connector/rate-limit.ts';
import { parseSignInState } from '../../../src/teams-host/token-service/parse-sign-in-state.ts';
import { createVerifications } from '../../../src/teams-host/token-service/verifications.ts';
import { aClock, karin } from '../vault/vault-fixture.ts';

const adaptive = 'application/vnd.microsoft.card.adaptive';
const rules: AnswerRules = {
  count: 25,
  needsPreview: true,
  validDomains: ['*.example.com'],
  tokenServiceOrigin: 'http://127.0.0.1:3979',
};

/** Values that are nearly right: every part may be any JSON. */
function nearly(shape: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  const parts = Object.entries(shape).map(([name, right]) => [name, fc.oneof(right, right, right, fc.jsonValue())]);
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

describe('what bots and pages send, whatever it is', () => {
  it('as answer of a message extension is shown or refused', () => {
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

  it('as answer of a card is shown or refused', () => {
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
          parseCardAnswer(body, '29:karin', rules);
        } catch (fault) {
          expect(fault).to.be.instanceOf(AnswerRefused);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('as activity is taken or answered 400', () => {
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

  it('as action of a card is understood or answered 400', () => {
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

  it('as state of a sign-in is understood or answered 400', () => {
    const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.jsonValue().map(base64), fc.base64String()), (state) => {
        try {
          parseSignInState(state);
        } catch (fault) {
          expect(fault).to.be.instanceOf(InvalidRequest);
        }
      }),
    );
  });

  it('as text never becomes a tag, except for mentions', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(toHtml(text).replace(/<at id="\d+">|<\/at>|<br>/g, '')).to.not.match(/[<>]/);
      }),
    );
  });
});

describe('the limits of rates', () => {
  it('hold in every window, and never refuse for longer than a window', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 50, maxLength: 200 }), (gaps) => {
        const clock = aClock();
        const limit = createRateLimit(sendLimits, clock.now);
        const taken: number[] = [];
        for (const gap of gaps) {
          clock.advance(gap / 1000);
          const wait = limit.take('bot');
          expect(wait).to.be.within(0, 3600);
          if (wait === 0) {
            taken.push(clock.now().getTime());
          }
        }
        for (const { seconds, calls } of sendLimits) {
          for (const at of taken) {
            const inWindow = taken.filter((time) => time > at - seconds * 1000 && time <= at);
            expect(inWindow.length).to.be.at.most(calls);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('verification codes', () => {
  it('have six digits, whatever chance gives', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), (bytes) => {
        let isFirst = true;
        const random = (size: number): Uint8Array => {
          const chosen = isFirst ? bytes : new Uint8Array(size);
          isFirst = false;
          return chosen;
        };
        const verifications = createVerifications(() => new Date(), random);
        expect(verifications.open(karin, 'garden', { accessToken: 'x' })).to.match(/^\d{6}$/);
      }),
    );
  });
});
