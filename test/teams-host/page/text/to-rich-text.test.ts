import { expect } from 'chai';
import { toPlainText } from '../../../../src/teams-host/page/text/rich-text.ts';
import { toRichText } from '../../../../src/teams-host/page/text/to-rich-text.ts';

describe('text of a message', () => {
  it('of a person has links and mentions, and no markup', () => {
    const text = '<at>Repairs (local)</at> **see** https://repairs.example/1, <b>now</b>';
    expect(toRichText({ text, textFormat: 'plain' })).to.deep.equal([
      { tag: 'mention', children: ['Repairs (local)'] },
      ' **see** ',
      { tag: 'a', href: 'https://repairs.example/1', children: ['https://repairs.example/1'] },
      ', <b>now</b>',
    ]);
  });

  it('of a bot has the markdown that Teams shows', () => {
    const text = 'Hello **Karin** and <at>Daisy</at>\n\n- one\n- [two](https://x.example)\n\n`code` ~~old~~';
    expect(toRichText({ text, textFormat: 'markdown' }).filter((node) => node !== '\n')).to.deep.equal([
      {
        tag: 'p',
        children: ['Hello ', { tag: 'strong', children: ['Karin'] }, ' and ', { tag: 'mention', children: ['Daisy'] }],
      },
      {
        tag: 'ul',
        children: [
          '\n',
          { tag: 'li', children: ['one'] },
          '\n',
          { tag: 'li', children: [{ tag: 'a', href: 'https://x.example', children: ['two'] }] },
          '\n',
        ],
      },
      {
        tag: 'p',
        children: [{ tag: 'code', children: ['code'] }, ' ', { tag: 's', children: ['old'] }],
      },
    ]);
  });

  it('of a bot shows HTML and foreign links as text', () => {
    const text = '<img src=x onerror=alert(1)> [x](javascript:alert(1))';
    const nodes = toRichText({ text, textFormat: 'markdown' });
    expect(toPlainText(nodes)).to.equal(text);
    expect(JSON.stringify(nodes)).not.to.include('"href"');
  });

  it('in XML has its tags', () => {
    expect(toRichText({ text: 'Hi <i>you</i>', textFormat: 'xml' })).to.deep.equal([
      'Hi ',
      { tag: 'em', children: ['you'] },
    ]);
  });
});
