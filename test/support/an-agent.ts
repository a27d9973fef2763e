/** What the host tells the page about an agent, and its answers to a call of a function. */
import type {
  AgentCitation,
  AgentView,
  ConfirmationPrompt,
  ConnectionPrompt,
  FunctionParameter,
  FunctionResult,
  FunctionView,
} from '../../src/teams-host/wire/agent.ts';
import type { LoadedApp } from '../../src/teams-host/wire/loaded-app.ts';
import { anApp } from './a-chat.ts';

/** An optional text parameter, with overrides. */
export function anArgument(overrides: Partial<FunctionParameter> = {}): FunctionParameter {
  return { name: 'text', type: 'string', required: false, ...overrides };
}

/** A function that is called without asking, with overrides. */
export function aFunction(overrides: Partial<FunctionView> = {}): FunctionView {
  return {
    name: 'findRepairs',
    description: 'Finds repairs by words, person or status.',
    parameters: [
      anArgument({ description: 'Words in the title or the description.' }),
      anArgument({ name: 'status', enum: ['open', 'done'] }),
      anArgument({ name: 'limit', type: 'integer', description: 'How many to return.', default: 10 }),
    ],
    operation: { method: 'GET', path: '/api/repairs' },
    asksFirst: false,
    alwaysAllowed: false,
    faults: [],
    problems: [],
    ...overrides,
  };
}

/** A function that asks first, with overrides. */
export function aWritingFunction(overrides: Partial<FunctionView> = {}): FunctionView {
  return aFunction({
    name: 'createRepair',
    description: 'Creates a repair.',
    parameters: [
      anArgument({ name: 'title', required: true, description: 'What is broken.' }),
      anArgument({ name: 'hours', type: 'number' }),
      anArgument({ name: 'urgent', type: 'boolean', required: true }),
      anArgument({ name: 'billed', type: 'boolean' }),
      anArgument({ name: 'tags', type: 'array', itemType: 'string' }),
    ],
    operation: { method: 'POST', path: '/api/repairs' },
    asksFirst: true,
    ...overrides,
  });
}

/** An agent with one plugin of two functions, with overrides. */
export function anAgent(overrides: Partial<AgentView> = {}): AgentView {
  return {
    id: 'repairsAgent',
    version: 'v1.8',
    name: 'Repairs agent',
    description: 'Finds repairs and keeps them up to date.',
    instructions: 'Answer in the language of the person.\nCall functions of the plugin.',
    conversationStarters: [
      { title: 'Open repairs', text: 'Which repairs are open?' },
      { text: 'Create a repair for the blue van.' },
    ],
    capabilities: [],
    disclaimer: 'Check what the agent says.',
    plugins: [
      {
        id: 'repairsPlugin',
        name: 'Repairs',
        description: 'Repairs of vehicles.',
        descriptionForModel: 'Use it for everything about repairs of vehicles.',
        functions: [aFunction(), aWritingFunction()],
        notSimulated: [],
        connected: true,
      },
    ],
    notSimulated: [],
    signedIn: true,
    ...overrides,
  };
}

/** An app with only an agent, with overrides. */
export function anAgentApp(agent: Partial<AgentView> = {}): LoadedApp {
  return { ...anApp({ id: 'agent-app', name: 'Repairs' }), extension: undefined, agent: anAgent(agent) };
}

/** The prompt at the first use of a plugin. */
export function aConnectionPrompt(overrides: Partial<ConnectionPrompt> = {}): ConnectionPrompt {
  return {
    type: 'connect',
    consentId: 'connect-1',
    title: 'Allow Repairs agent to connect to Repairs?',
    text: 'It sends data to http://127.0.0.1:3978.',
    data: [{ name: 'text', value: 'brakes' }],
    ...overrides,
  };
}

/** The prompt before a call that changes something. */
export function aConfirmationPrompt(overrides: Partial<ConfirmationPrompt> = {}): ConfirmationPrompt {
  return {
    type: 'confirm',
    consentId: 'confirm-1',
    title: 'Create the repair?',
    body: '* **Title**: Brakes squeak',
    data: [
      { name: 'title', value: 'Brakes squeak' },
      { name: 'urgent', value: 'true' },
    ],
    canAlwaysAllow: false,
    ...overrides,
  };
}

/** A citation with a card, with overrides. */
export function aCitation(overrides: Partial<AgentCitation> = {}): AgentCitation {
  return {
    position: 1,
    title: 'Brakes squeak',
    subtitle: 'Karin Blair',
    url: 'https://repairs.example/repairs/1',
    card: {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [{ type: 'TextBlock', text: 'The brakes of the blue van squeak.', wrap: true }],
      actions: [{ type: 'Action.Execute', title: 'Close', verb: 'close' }],
    },
    notes: [],
    ...overrides,
  };
}

/** The result of a call that found one repair, with overrides. */
export function aFunctionResult(overrides: Partial<FunctionResult> = {}): FunctionResult {
  return {
    type: 'functionResult',
    status: 200,
    ms: 120,
    model: {
      text: JSON.stringify({ repairs: [{ id: 1, title: 'Brakes squeak', version: 2 }] }, undefined, 2),
      tokens: 1204,
      maxTokens: 4096,
      items: 1,
      itemsCut: 0,
      isCut: false,
    },
    citations: [aCitation()],
    warnings: [],
    ...overrides,
  };
}
