import { member, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';
import type { AgentOperation } from './list-operations.ts';

/**
 * Checks one function of a plugin for what neither the schema nor the platform demands, but the person or the model
 * needs: a description, `security_info`, and a confirmation of every write that shows all that is sent.
 * @returns the rest of a sentence for each fault.
 */
export function checkFunction(declared: unknown, operation: AgentOperation): readonly string[] {
  const capabilities = member(declared, 'capabilities');
  return [
    ...(textMember(declared, 'description') ? [] : ['has no "description", by which the model selects it. Add one.']),
    ...checkHandling(listMember(member(capabilities, 'security_info'), 'data_handling'), operation),
    ...checkConfirmation(member(capabilities, 'confirmation'), operation),
  ];
}

function checkHandling(handling: readonly unknown[], { isRead }: AgentOperation): readonly string[] {
  const needed = isRead ? 'GetPrivateData' : 'ResourceStateUpdate';
  return handling.includes(needed)
    ? []
    : [
        `has no "${needed}" in "security_info.data_handling", so it cannot be used with other parts of an agent. Add it.`,
      ];
}

function checkConfirmation(confirmation: unknown, { isRead, inputs }: AgentOperation): readonly string[] {
  if (isRead) {
    return confirmation === undefined ? [] : ['only reads, but has a "confirmation". Remove it.'];
  }
  const body = textMember(confirmation, 'body');
  if (!body) {
    return ['changes data, but has no "confirmation" with a "body". Add one that shows what will be sent.'];
  }
  return inputs
    .filter((name) => !body.includes(`{{function.parameters.${name}}}`))
    .map((name) => `has a confirmation that does not show "${name}". Add {{function.parameters.${name}}}.`);
}
