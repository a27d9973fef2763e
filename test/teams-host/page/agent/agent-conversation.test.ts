import { expect } from 'chai';
import sinon from 'sinon';
import {
  type AgentConversation,
  type AgentConversationOptions,
  createAgentConversation,
} from '../../../../src/teams-host/page/agent/agent-conversation.ts';
import type { FunctionAnswer } from '../../../../src/teams-host/wire/agent.ts';
import { aFunctionResult } from '../../../support/an-agent.ts';

const find = { step: 'arguments', pluginId: 'p', functionName: 'find' } as const;

describe('the conversation with an agent', () => {
  let send: sinon.SinonStub<Parameters<AgentConversationOptions['send']>, Promise<FunctionAnswer>>;
  let conversation: AgentConversation;

  beforeEach(() => {
    send = sinon.stub();
    send.resolves(aFunctionResult());
    conversation = createAgentConversation({ send, openPopup: sinon.stub(), onCallEnd: () => {} });
  });
  afterEach(() => conversation.clear());

  it('asks for a function after each message', () => {
    conversation.say('Which repairs are open?');
    expect(conversation.getState().choice).to.deep.equal({ step: 'function' });
    expect(conversation.getState().turns.map(({ text }) => text)).to.deep.equal(['Which repairs are open?']);
  });

  it('calls the chosen function with the words of the person', () => {
    conversation.say('Brakes?');
    conversation.choose(find);
    conversation.run({ text: 'brakes' });
    expect(send.firstCall.args[0]).to.deep.include({
      pluginId: 'p',
      functionName: 'find',
      arguments: { text: 'brakes' },
      prompt: 'Brakes?',
    });
    expect(conversation.getState().choice).to.equal(undefined);
  });

  it('adds a further call to the newest message', () => {
    conversation.say('One');
    conversation.say('Two');
    conversation.choose(find);
    conversation.run({});
    conversation.choose({ ...find, functionName: 'update' });
    conversation.run({ id: 1 });
    expect(conversation.getState().turns.map(({ calls }) => calls.map((call) => call.functionName))).to.deep.equal([
      [],
      ['find', 'update'],
    ]);
  });

  it('calls nothing before a function is chosen', () => {
    conversation.run({});
    conversation.say('One');
    conversation.run({});
    expect(send.callCount).to.equal(0);
  });

  it('aborts what is running when it is cleared', () => {
    send.returns(new Promise(() => {}));
    conversation.say('One');
    conversation.choose(find);
    conversation.run({});
    conversation.clear();
    expect(send.firstCall.args[1].aborted).to.equal(true);
    expect(conversation.getState()).to.deep.equal({ turns: [], choice: undefined });
  });
});
