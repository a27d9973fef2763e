import { expect } from 'chai';
import { explainPicture } from '../../../../src/teams-host/page/cards/explain-picture.ts';

describe('a picture of a card that is not shown', () => {
  for (const [address, why] of [
    ['https://pictures.example/a.png?sig=secret', /^A picture from pictures\.example is not shown: the page sends no/],
    ['http://127.0.0.1:3978/a.png', /cannot be loaded from 127\.0\.0\.1:3978/],
    ['data:image/png;base64,AAAA', /cannot be read/],
    ['icon:Calendar,filled', /^Teams draws the icon Calendar,filled on a button, this host does not\.$/],
    ['nonsense', /cannot be read/],
  ] as const) {
    it(`is explained: ${address}`, () => {
      expect(explainPicture(address)).to.match(why);
    });
  }
});
