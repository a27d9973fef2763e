import { expect } from 'chai';
import { moveThroughResults } from '../../../../src/teams-host/page/search/move-through-results.ts';

describe('moving through results', () => {
  const list = { count: 3, columns: 1 };
  const grid = { count: 5, columns: 2 };

  it('starts at the first result with the down arrow, and at the last with the up arrow', () => {
    expect(moveThroughResults('ArrowDown', undefined, list)).to.equal(0);
    expect(moveThroughResults('ArrowUp', undefined, list)).to.equal(2);
  });

  it('moves up and down a list, and stops at its ends', () => {
    expect(moveThroughResults('ArrowDown', 0, list)).to.equal(1);
    expect(moveThroughResults('ArrowDown', 2, list)).to.equal(2);
    expect(moveThroughResults('ArrowUp', 0, list)).to.equal(0);
  });

  it('moves by rows and columns in a grid', () => {
    expect(moveThroughResults('ArrowDown', 1, grid)).to.equal(3);
    expect(moveThroughResults('ArrowDown', 3, grid)).to.equal(3);
    expect(moveThroughResults('ArrowRight', 3, grid)).to.equal(4);
    expect(moveThroughResults('ArrowLeft', 0, grid)).to.equal(0);
  });

  it('ignores other keys', () => {
    for (const key of ['a', 'Enter', 'Tab', 'Home', 'ArrowLeft', 'ArrowRight']) {
      expect(moveThroughResults(key, undefined, list)).to.equal(undefined);
      expect(moveThroughResults(key, 1, list)).to.equal(undefined);
    }
    expect(moveThroughResults('ArrowDown', undefined, { count: 0, columns: 1 })).to.equal(undefined);
  });
});
