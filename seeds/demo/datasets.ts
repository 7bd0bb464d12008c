import type { SeedDataset } from '../seed-dataset.ts';
import { natureDatasets } from './nature.ts';
import { publicSectorDatasets } from './public-sector.ts';
import { societyDatasets } from './society.ts';
import { transportDatasets } from './transport.ts';
import { vendorDatasets } from './vendor.ts';

/** Every demonstration dataset, in the order in which they are published. */
export const demoDatasets: readonly SeedDataset[] = [
  ...publicSectorDatasets,
  ...natureDatasets,
  ...societyDatasets,
  ...transportDatasets,
  ...vendorDatasets,
];
