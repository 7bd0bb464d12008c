import { expect, test } from 'vitest';
import { emptyTerms, packageOf, wrongTerms } from './package-terms.ts';

test('an empty form lacks a title and a price, and a team of one’s own needs no price', () => {
  expect(wrongTerms(emptyTerms)).toEqual(['title', 'price']);
  expect(wrongTerms({ ...emptyTerms, title: 'A', mode: 'own_team' })).toEqual([]);
});

test('what is no number, and ranges the wrong way round, are found', () => {
  const wrong = {
    ...emptyTerms,
    title: ' ',
    from: '9',
    to: '3',
    price: '1.234',
    bands: [{ minimum: '101', rate: '90' }],
    overlap: '3',
    overlapMax: '2',
    threshold: 'x',
    gold: '60',
    maxShare: '0',
    testCount: '500',
    testPass: '',
  };
  expect(wrongTerms(wrong)).toEqual([
    'title',
    'to',
    'price',
    'bands',
    'overlapMax',
    'threshold',
    'gold',
    'maxShare',
    'testCount',
    'testPass',
  ]);
});

test('percentages, yuan and the clock of China become what the API takes', () => {
  const form = {
    ...emptyTerms,
    title: ' Boxes ',
    price: '0.35',
    bands: [{ minimum: '98.5', rate: '110' }],
    deadline: '2027-01-31T18:00',
    skills: '图像，车辆, english',
    modalities: ['image'],
    languages: 'zh、en',
    overlap: '2',
    overlapMax: '3',
    threshold: '75',
    gold: '2.5',
    testCount: '20',
  };
  expect([wrongTerms(form), packageOf(form)]).toEqual([
    [],
    {
      title: 'Boxes',
      description: '',
      mode: 'open_claim',
      tasks: {},
      deadline: '2027-01-31T18:00:00+08:00',
      overlap: 2,
      overlapMax: 3,
      agreementThresholdPpm: 750_000,
      goldRateBp: 250,
      priceFen: '35',
      bands: [{ minPpm: 985_000, rateBp: 11_000 }],
      requiredSkills: ['图像', '车辆', 'english'],
      requiredModalities: ['image'],
      requiredLanguages: ['zh', 'en'],
      maxShare: null,
      qualification: { count: 20, passPpm: 800_000 },
      aql: '1.0',
    },
  ]);
});
