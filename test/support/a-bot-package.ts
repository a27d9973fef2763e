/** Builds app packages with a bot and a bot-based message extension, again for a garden app unrelated to repairs. */
import type { AppPackage } from '../../src/teams-host/app-package/app-package.ts';
import { readAppPackage } from '../../src/teams-host/app-package/read-app-package.ts';
import { aPng } from './an-app-package.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests modify any part of the manifest
type Json = any;

export const botAppId = '88888888-8888-4888-8888-888888888888';
export const botId = 'abcdef00-5555-4555-8555-555555555555';

/** Loads a package that is valid unless `change` makes its manifest invalid. */
export function aBotPackage(change?: (manifest: Json) => void): Promise<AppPackage> {
  return readAppPackage(someBotPackageFiles(change));
}

/** The files of that package. */
export function someBotPackageFiles(change: (manifest: Json) => void = () => {}): ReadonlyMap<string, Uint8Array> {
  const manifest = toManifest();
  change(manifest);
  return new Map<string, Uint8Array>([
    ['manifest.json', Buffer.from(JSON.stringify(manifest))],
    ['color.png', aPng(192)],
    ['outline.png', aPng(32)],
  ]);
}

function toManifest(): Json {
  const parameter = (name: string) => ({ name, title: `The ${name}`, description: name });
  return {
    $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.28/MicrosoftTeams.schema.json',
    manifestVersion: '1.28',
    version: '1.0.0',
    id: botAppId,
    developer: {
      name: 'Gardeners',
      websiteUrl: 'https://garden.example.com',
      privacyUrl: 'https://garden.example.com/privacy',
      termsOfUseUrl: 'https://garden.example.com/terms',
    },
    name: { short: 'Gardener', full: 'Gardener of many plants' },
    description: { short: 'Plants', full: 'Plants of the garden' },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#227722',
    bots: [
      {
        botId,
        scopes: ['personal', 'team', 'groupChat'],
        commandLists: [{ scopes: ['personal'], commands: [{ title: 'help', description: 'Says what it can' }] }],
      },
    ],
    composeExtensions: [
      {
        botId,
        canUpdateConfiguration: true,
        commands: [
          {
            id: 'findPlants',
            type: 'query',
            title: 'Find plants',
            description: 'Plants of the garden',
            initialRun: true,
            parameters: [parameter('name'), { ...parameter('season'), value: 'spring' }],
          },
          {
            id: 'plantOne',
            type: 'action',
            title: 'Plant one',
            description: 'A new plant',
            context: ['compose', 'message'],
            fetchTask: true,
          },
          {
            id: 'water',
            type: 'action',
            title: 'Water',
            description: 'Water a plant',
            context: ['compose'],
            parameters: [parameter('name')],
          },
        ],
        messageHandlers: [{ type: 'link', value: { domains: ['garden.example.com', '*.plants.example.com'] } }],
      },
    ],
    validDomains: ['garden.example.com', 'token.botframework.com'],
  };
}
