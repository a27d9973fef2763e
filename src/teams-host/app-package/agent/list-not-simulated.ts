import { type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { listMember } from '../../../local/list-member.ts';

const parts: Readonly<Record<string, string>> = {
  worker_agents: 'Other agents ("worker_agents") are not simulated: this agent works alone.',
  behavior_overrides: '"behavior_overrides" is not simulated: there is no model whose behavior it could change.',
  user_overrides: '"user_overrides" is not simulated: all capabilities stay as they are.',
  editorial_answers: '"editorial_answers" is not simulated: there is no model that would give these answers.',
  sensitivity_label: '"sensitivity_label" is not simulated: the label is not shown.',
};

/** Lists what this host does not simulate of a declarative agent, one sentence each. */
export function listNotSimulated(agent: JsonObject): readonly string[] {
  const capabilities = listMember(agent, 'capabilities').flatMap((capability) => textMember(capability, 'name') ?? []);
  const starters = listMember(agent, 'conversation_starters');
  const names = new Intl.ListFormat('en-GB').format(capabilities);
  return [
    ...(capabilities.length === 0
      ? []
      : [`Capabilities are not simulated (${names}): they need the data and services of Microsoft 365.`]),
    ...Object.entries(parts).flatMap(([name, sentence]) => (agent[name] === undefined ? [] : [sentence])),
    ...(starters.some((starter) => member(starter, 'depends_on') !== undefined)
      ? ['Conditions of conversation starters ("depends_on") are not simulated: all starters are shown.']
      : []),
    ...([agent, ...starters].some(isLocalized)
      ? ['Translations are not simulated: the keys of texts ("[[key]]") are shown in their place.']
      : []),
  ];
}

function isLocalized(owner: unknown): boolean {
  return ['name', 'description', 'title', 'text'].some((name) => /^\[\[\w+\]\]$/.test(textMember(owner, name) ?? ''));
}
