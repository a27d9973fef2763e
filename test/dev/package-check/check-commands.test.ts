import { checkCommands } from '../../../src/dev/package-check/check-commands.ts';
import { command, itNamesFaults } from './bent-package.ts';

describe('checkCommands', () => {
  itNamesFaults(checkCommands, [
    [
      'a choice left out',
      (b) => {
        command(b).parameters[1].choices.pop();
      },
      /choices of "status" leave out "done"/,
    ],
    [
      'text where the API takes certain values',
      (b) => {
        command(b).parameters[1] = { name: 'status', title: 'Status' };
      },
      /Make it a "choiceset"/,
    ],
    [
      'no initial run',
      (b) => {
        delete command(b).initialRun;
      },
      /"initialRun"/,
    ],
    [
      'no words for Copilot',
      (b) => {
        delete command(b).semanticDescription;
        delete command(b).samplePrompts;
      },
      /"semanticDescription"/,
    ],
  ]);
});
