import { expect, test } from 'vitest';
import * as card from '#src/catalog/card-schema.ts';
import { reportKinds as reportKindNames } from '#src/catalog/moderation/schema.ts';
import { requestStates as requestStateNames } from '#src/catalog/access/schema.ts';
import { versionStates as versionStateNames } from '#src/catalog/schema.ts';
import { facetNames } from '#src/catalog/search-schema.ts';
import { memberRoles as memberRoleNames } from '#src/kernel/actor.ts';
import * as labels from './labels.ts';

test('every value the API knows has a label, in the API’s order for the policy’s fields', () => {
  expect(Object.keys(labels.domains)).toEqual([...card.domains]);
  const same: [object, readonly string[]][] = [
    [labels.modalities, card.modalities],
    [labels.visibilities, card.visibilities],
    [labels.classifications, card.classifications],
    [labels.frequencies, card.updateFrequencies],
    [labels.facetLabels, facetNames],
    [labels.reportKinds, reportKindNames],
    [labels.requestStates, requestStateNames],
    [labels.versionStates, versionStateNames],
    [labels.memberRoles, memberRoleNames],
  ];
  for (const [names, values] of same)
    expect(Object.keys(names).toSorted()).toEqual([...values].toSorted());
});
