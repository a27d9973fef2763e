import { expect } from 'chai';
import { type Allowances, createAllowances, savedAllowances } from '../../../src/teams-host/agents/allowances.ts';
import type { FunctionCall } from '../../../src/teams-host/agents/function-call.ts';
import { ashley, karin } from '../vault/vault-fixture.ts';
import { aFunctionCall } from './a-function-call.ts';

describe('what people have allowed an agent', () => {
  let changes: number;
  let allowances: Allowances;
  let call: FunctionCall;

  beforeEach(async () => {
    changes = 0;
    allowances = createAllowances([], () => {
      changes += 1;
    });
    call = await aFunctionCall('findPlants');
  });

  it('is nothing at first', () => {
    expect(allowances.isConnected(call)).to.equal(false);
    expect(allowances.isAlwaysAllowed(call, 'findPlants')).to.equal(false);
  });

  it('is kept for each person, tenant, app and plugin', () => {
    allowances.connect(call);
    expect(allowances.isConnected(call)).to.equal(true);
    const { app, plugin } = call;
    for (const other of [
      { ...call, user: { ...karin, id: ashley.id } },
      { ...call, user: { ...karin, tenantId: ashley.tenantId } },
      { ...call, plugin: { ...plugin, id: 'others' } },
      { ...call, app: { ...app, manifest: { ...app.manifest, id: 'another' } } },
    ]) {
      expect(allowances.isConnected(other)).to.equal(false);
    }
  });

  it('includes a function only after the connection', () => {
    allowances.allowAlways(call, 'findPlants');
    expect(allowances.isAlwaysAllowed(call, 'findPlants')).to.equal(false);
    allowances.connect(call);
    allowances.allowAlways(call, 'findPlants');
    expect(allowances.isAlwaysAllowed(call, 'findPlants')).to.equal(true);
    expect(allowances.isAlwaysAllowed(call, 'addPlant')).to.equal(false);
  });

  it('survives a restart', () => {
    allowances.connect(call);
    allowances.allowAlways(call, 'findPlants');
    expect(changes).to.equal(2);
    const saved = savedAllowances.parse(JSON.parse(JSON.stringify(allowances.snapshot())));
    const restored = createAllowances(saved, () => {});
    expect(restored.isConnected(call)).to.equal(true);
    expect(restored.isAlwaysAllowed(call, 'findPlants')).to.equal(true);
  });

  it('is forgotten for one person and app at a time', () => {
    const other = { ...call, user: ashley };
    allowances.connect(call);
    allowances.connect(other);
    allowances.forget(karin, call.app.manifest.id);
    expect(allowances.isConnected(call)).to.equal(false);
    expect(allowances.isConnected(other)).to.equal(true);
  });
});
