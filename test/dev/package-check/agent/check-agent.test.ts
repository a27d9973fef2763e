// biome-ignore-all lint/suspicious/noTemplateCurlyInString: template expressions are the subject of these tests
import { checkAgent } from '../../../../src/dev/package-check/agent/check-agent.ts';
import { type EditablePackage, functionOf, itReportsFaults } from '../modified-package.ts';

const capabilitiesOf = (editable: EditablePackage, name: string) => functionOf(editable, name).capabilities;
const semanticsOf = (editable: EditablePackage, name: string) => capabilitiesOf(editable, name).response_semantics;

describe('checkAgent', () => {
  itReportsFaults(checkAgent, [
    [
      'an agent without conversation starters',
      ({ agent }) => {
        delete agent.conversation_starters;
      },
      /^declarative-agent\.json.*no "conversation_starters"/,
    ],
    [
      'a plugin that is not in the package',
      ({ agent }) => {
        agent.actions[0].file = 'other.json';
      },
      /declarative-agent\.json.*actions\[0\]\.file.*other\.json/,
    ],
    [
      'a function that is no operation, and an operation that is no function',
      (editable) => {
        functionOf(editable, 'getRepair').name = 'showRepair';
      },
      /function showRepair is not an operation[\s\S]*no function is named getRepair/,
    ],
    [
      'a function without a description',
      (editable) => {
        delete functionOf(editable, 'findRepairs').description;
      },
      /^repairs-plugin\.json, line \d+.*function findRepairs has no "description"/,
    ],
    [
      'a function without security information',
      (editable) => {
        delete capabilitiesOf(editable, 'getRepair').security_info;
      },
      /function getRepair has no "GetPrivateData"/,
    ],
    [
      'a write that is declared as a read',
      (editable) => {
        capabilitiesOf(editable, 'deleteRepair').security_info.data_handling = ['GetPrivateData'];
      },
      /function deleteRepair has no "ResourceStateUpdate"/,
    ],
    [
      'a write without a confirmation',
      (editable) => {
        delete capabilitiesOf(editable, 'deleteRepair').confirmation;
      },
      /function deleteRepair changes data, but has no "confirmation"/,
    ],
    [
      'a confirmation that does not show what is sent, in the body or in the query',
      (editable) => {
        for (const name of ['updateRepair', 'deleteRepair']) {
          const { confirmation } = capabilitiesOf(editable, name);
          confirmation.body = confirmation.body.replace('{{function.parameters.version}}', '');
          confirmation.body = confirmation.body.replace('{{function.parameters.image}}', '');
        }
      },
      /function updateRepair .* does not show "image"[\s\S]*function deleteRepair .* does not show "version"/,
    ],
    [
      'a read with a confirmation',
      (editable) => {
        capabilitiesOf(editable, 'findRepairs').confirmation = { body: 'Find?' };
      },
      /function findRepairs only reads, but has a "confirmation"/,
    ],
    [
      'a response without semantics',
      (editable) => {
        delete capabilitiesOf(editable, 'updateRepair').response_semantics;
      },
      /function updateRepair has no "response_semantics"/,
    ],
    [
      'semantics of an empty response',
      (editable) => {
        capabilitiesOf(editable, 'deleteRepair').response_semantics = { data_path: '$' };
      },
      /function deleteRepair has "response_semantics", but its operation returns nothing/,
    ],
    [
      'a data path that finds nothing',
      (editable) => {
        semanticsOf(editable, 'findRepairs').data_path = '$.items';
      },
      /function findRepairs has a "data_path" that finds nothing/,
    ],
    [
      'citations without an address',
      (editable) => {
        delete semanticsOf(editable, 'findRepairs').properties.url;
      },
      /function findRepairs has no "url" in its "properties"/,
    ],
    [
      'a property that no result has',
      (editable) => {
        semanticsOf(editable, 'getRepair').properties.subtitle = '$.owner';
      },
      /function getRepair has the path \$\.owner for "subtitle"/,
    ],
    [
      'a card that shows an expression where a field is missing',
      (editable) => {
        semanticsOf(editable, 'getRepair').static_template.body.push({ type: 'TextBlock', text: '${status}' });
      },
      /function getRepair has a card with a fault: \$\{status\} has no value/,
    ],
    [
      'a card with an unknown element',
      (editable) => {
        semanticsOf(editable, 'getRepair').static_template.body.push({ type: 'TextBox', text: 'x' });
      },
      /function getRepair has a card with a fault: .*TextBox/,
    ],
    [
      'a card with a broken expression',
      (editable) => {
        semanticsOf(editable, 'getRepair').static_template.body.push({ type: 'TextBlock', text: '${if(}' });
      },
      /function getRepair has a card with a fault: .*cannot be parsed/,
    ],
    [
      'a card that is blank for an empty list',
      (editable) => {
        semanticsOf(editable, 'findRepairs').static_template.body.pop();
      },
      /function findRepairs has a card that is blank for an empty list/,
    ],
  ]);
});
