export {
  archiveClientProject,
  changeClientProject,
  configComplaints,
  createClientProject,
  listClientProjects,
  readClientProject,
  type Client,
  type ClientDeps,
  type ClientProject,
} from './client-projects.ts';
export {
  changeClientTask,
  importClientTasks,
  listClientTasks,
  predictClientTasks,
  readClientTask,
  type ClientTask,
  type NewPrediction,
} from './client-tasks.ts';
export {
  annotateClientTask,
  changeClientAnnotation,
  readClientAnnotation,
  withdrawClientAnnotation,
  type ClientAnnotation,
} from './client-annotations.ts';
export {
  clientFormats,
  convertClientSnapshot,
  downloadClientSnapshot,
  listClientSnapshots,
  orderClientSnapshot,
  readClientSnapshot,
  streamClientResult,
  type ClientSnapshot,
} from './client-exports.ts';
