/**
 * Entry of `npm run access-token -- generate` and `npm run access-token -- call`: creates a service token, and calls the
 * API as one kind of caller.
 */
import { randomBytes } from 'node:crypto';
import { reportStartupFault } from '../foundation/startup-fault.ts';
import { generateServiceToken } from './access-token/generate-service-token.ts';
import { readArguments } from './access-token/read-arguments.ts';

try {
  const command = readArguments(process.argv.slice(2));
  if (command.name === 'generate') {
    process.stdout.write(generateServiceToken(command, randomBytes));
  } else {
    const { callApi } = await import('./call-api.ts');
    await callApi(command, (text) => process.stdout.write(text));
  }
} catch (fault) {
  reportStartupFault(fault, process);
}
