import { type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { isSecureUrl } from '../../../foundation/loopback.ts';
import { listMember } from '../../../local/list-member.ts';
import { findRepeated } from './find-repeated.ts';
import type { ManifestFault } from './manifest-fault.ts';

/**
 * Checks the rules of the app catalog for the general part of a manifest that the schema does not check, or reports
 * unclearly. Addresses on this machine may use plain http.
 * @see https://learn.microsoft.com/graph/api/teamsapp-publish#error-response
 */
export function checkUploadRules(manifest: JsonObject): readonly ManifestFault[] {
  return [
    ...checkTexts(manifest),
    ...checkVersion(manifest),
    ...checkDeveloper(manifest),
    ...checkDomains(manifest),
    ...checkStaticTabs(manifest),
    ...checkActivities(manifest),
    ...checkDashboardCards(manifest),
  ];
}

const texts: readonly (readonly [string, string])[] = [
  ['name', 'short'],
  ['description', 'short'],
  ['description', 'full'],
  ['developer', 'name'],
];

function checkTexts(manifest: JsonObject): readonly ManifestFault[] {
  return texts
    .filter(([owner, name]) => textMember(member(manifest, owner), name)?.trim() === '')
    .map((at) => ({ at, text: 'the text is empty. Write one.' }));
}

function checkVersion({ version }: JsonObject): readonly ManifestFault[] {
  if (typeof version !== 'string') {
    return [];
  }
  const fault = (text: string) => [{ at: ['version'], text }];
  if (!/^\d+(\.\d+){1,2}$/.test(version)) {
    return fault(`${JSON.stringify(version)} is not of the form 1.0.0. Write numbers, separated by dots.`);
  }
  return Number(version.split('.')[0]) < 1
    ? fault(`${JSON.stringify(version)} begins with 0. Begin with "1.0.0" or higher.`)
    : [];
}

function checkDeveloper({ developer }: JsonObject): readonly ManifestFault[] {
  return ['websiteUrl', 'privacyUrl', 'termsOfUseUrl'].flatMap((name) => {
    const address = textMember(developer, name);
    const url = URL.parse(address ?? '');
    return address === undefined || (url !== null && isSecureUrl(url))
      ? []
      : [{ at: ['developer', name], text: 'this is not an https address. Write one that opens in a browser.' }];
  });
}

/** A host name, in which `*` stands for any part, with an optional port. */
const domainPattern = /^(\*|[\p{L}\p{N}_-]+)(\.(\*|[\p{L}\p{N}_-]+))*(:\d+)?$/u;

function checkDomains(manifest: JsonObject): readonly ManifestFault[] {
  return listMember(manifest, 'validDomains').flatMap((domain, index) =>
    typeof domain !== 'string' || domainPattern.test(domain)
      ? []
      : [
          {
            at: ['validDomains', index],
            text: `${JSON.stringify(domain)} is not a domain. Write only a host name, without scheme and path.`,
          },
        ],
  );
}

/** Tabs that Teams itself defines. */
const reservedTabs = ['conversations', 'about'];

function checkStaticTabs(manifest: JsonObject): readonly ManifestFault[] {
  return listMember(manifest, 'staticTabs').flatMap((tab, index) =>
    reservedTabs.includes(textMember(tab, 'entityId') ?? '') && textMember(tab, 'name')
      ? [{ at: ['staticTabs', index, 'name'], text: 'Teams names this reserved tab itself. Remove the name.' }]
      : [],
  );
}

function checkActivities({ activities }: JsonObject): readonly ManifestFault[] {
  const types = listMember(activities, 'activityTypes');
  const groups = listMember(activities, 'activityGroups');
  const groupIds = groups.map((group) => textMember(group, 'id'));
  return [
    ...findRepeated(types, 'type', ['activities', 'activityTypes']),
    ...findRepeated(groups, 'id', ['activities', 'activityGroups']),
    ...types.flatMap((type, index) =>
      textMember(type, 'type') === 'systemDefault'
        ? [
            {
              at: ['activities', 'activityTypes', index, 'type'],
              text: '"systemDefault" is a type of Teams itself. Choose another name.',
            },
          ]
        : [],
    ),
    ...types.flatMap((type, index) =>
      listMember(type, 'activityGroupIds')
        .filter((id) => !groupIds.some((known) => known === id))
        .map((id) => ({
          at: ['activities', 'activityTypes', index, 'activityGroupIds'],
          text: `${JSON.stringify(id)} is not the id of an activity group. Correct it.`,
        })),
    ),
    ...(groups.length > 0 && types.length === 0
      ? [{ at: ['activities', 'activityGroups'], text: 'there are groups, but no "activityTypes". Add the types.' }]
      : []),
  ];
}

function checkDashboardCards(manifest: JsonObject): readonly ManifestFault[] {
  const cards = listMember(manifest, 'dashboardCards');
  return [
    ...findRepeated(cards, 'id', ['dashboardCards']),
    ...cards.flatMap((card, index) => {
      const icon = member(card, 'icon');
      return member(icon, 'iconUrl') !== undefined && member(icon, 'officeUIFabricIconName') !== undefined
        ? [{ at: ['dashboardCards', index, 'icon'], text: 'the icon has both a name and an address. Keep one.' }]
        : [];
    }),
  ];
}
