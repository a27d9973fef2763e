import { checkCommands } from '../../../src/dev/package-check/check-commands.ts';
import { command, itReportsFaults } from './modified-package.ts';

describe('checkCommands', () => {
  itReportsFaults(checkCommands, [
    [
      'a missing choice',
      (b) => {
        command(b).parameters[1].choices.pop();
      },
      /choices of "status" leave out "done"/,
    ],
    [
      'a text parameter for an enum of the API',
      (b) => {
        command(b).parameters[1] = { name: 'status', title: 'Status' };
      },
      /Make it a "choiceset"/,
    ],
    [
      'a missing initial run',
      (b) => {
        delete command(b).initialRun;
      },
      /"initialRun"/,
    ],
    [
      'missing descriptions for Copilot',
      (b) => {
        delete command(b).semanticDescription;
        delete command(b).samplePrompts;
      },
      /"semanticDescription"/,
    ],
  ]);
});
