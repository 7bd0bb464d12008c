import { Hono } from 'hono';
import {
  annotateClientTask,
  changeClientAnnotation,
  changeClientTask,
  importClientTasks,
  listClientTasks,
  predictClientTasks,
  readClientAnnotation,
  readClientTask,
  withdrawClientAnnotation,
  type ClientDeps,
  type NewPrediction,
} from '#src/annotation/index.ts';
import { AppError, errors } from '#src/kernel/errors.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { annotationAnswer, predictionNumber, taskAnswer } from './answer.ts';
import { clientOf, invalid, isObject, numberIn, numberOf, objectOf, textOf } from './ask.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A list member of the body. */
function resultOf(body: Record<string, unknown>): unknown[] {
  const { result = [] } = body;
  if (!Array.isArray(result) || !result.every(isObject))
    throw invalid('result', 'must be a list of regions');
  return result;
}

/** One prediction as clients send it. */
export function predictionOf(value: unknown): NewPrediction {
  if (!isObject(value)) throw invalid('body', 'must be a prediction');
  const { task, score } = value;
  if (typeof task !== 'number' || !Number.isSafeInteger(task) || task < 0)
    throw invalid('task', 'must be the id of a task');
  const version = textOf(value, 'model_version', 500);
  if (score !== undefined && score !== null && typeof score !== 'number')
    throw invalid('score', 'must be a number');
  return {
    task,
    result: resultOf(value),
    ...(version === undefined ? {} : { model_version: version }),
    ...(typeof score === 'number' ? { score } : {}),
  };
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

/** Tasks, their annotations and predictions. */
export function taskRoutes(deps: ClientDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get('/api/tasks/', async (c) => {
    const project = numberOf(c, 'project', 0, Number.MAX_SAFE_INTEGER);
    if (project === 0) throw invalid('project', 'must be the id of a project');
    const page = numberOf(c, 'page', 1, 10_000_000);
    const size = numberOf(c, 'page_size', 100, 1_000);
    const found = await listClientTasks(deps, clientOf(c), project, { page, size });
    // The SDK turns pages until one is not there.
    if (found.tasks.length === 0 && page > 1) throw new AppError(errors.notFound);
    const tasks = found.tasks.map(taskAnswer);
    return c.json({
      tasks,
      total: found.total,
      total_annotations: tasks.reduce((sum, t) => sum + t.total_annotations, 0),
      total_predictions: tasks.reduce((sum, t) => sum + t.total_predictions, 0),
    });
  });
  app.post('/api/tasks/', async (c) => {
    const { project, data, meta } = await objectOf(c);
    if (typeof project !== 'number') throw invalid('project', 'must be the id of a project');
    if (!isObject(data)) throw invalid('data', 'must be an object');
    const source = once(JSON.stringify([{ data, ...(isObject(meta) ? { meta } : {}) }]));
    const client = clientOf(c);
    const content = { format: 'label-studio', source };
    const { numbers } = await importClientTasks(deps, client, project, content);
    const [number] = numbers;
    if (number === undefined) throw invalid('data', 'cannot be stored');
    return c.json(taskAnswer(await readClientTask(deps, client, number)), 201);
  });
  app.get('/api/tasks/:id/', async (c) =>
    c.json(taskAnswer(await readClientTask(deps, clientOf(c), numberIn(c, 'id')))),
  );
  app.patch('/api/tasks/:id/', async (c) => {
    const { data, meta } = await objectOf(c);
    const set = { ...(isObject(data) ? { data } : {}), ...(isObject(meta) ? { meta } : {}) };
    return c.json(taskAnswer(await changeClientTask(deps, clientOf(c), numberIn(c, 'id'), set)));
  });
  app.route('/', annotationRoutes(deps));
  app.route('/', predictionRoutes(deps));
  return app;
}

function annotationRoutes(deps: ClientDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get('/api/tasks/:id/annotations/', async (c) => {
    const task = await readClientTask(deps, clientOf(c), numberIn(c, 'id'));
    return c.json(taskAnswer(task).annotations);
  });
  app.post('/api/tasks/:id/annotations/', async (c) => {
    const body = await objectOf(c);
    const { lead_time: seconds, was_cancelled: skipped, unique_id: unique } = body;
    const given = {
      result: resultOf(body),
      leadTimeMs: typeof seconds === 'number' && seconds > 0 ? Math.round(seconds * 1000) : 0,
      skipped: skipped === true,
      submissionId: typeof unique === 'string' && uuid.test(unique) ? unique : undefined,
    };
    const made = await annotateClientTask(deps, clientOf(c), numberIn(c, 'id'), given);
    return c.json(annotationAnswer(made), 201);
  });
  app.get('/api/annotations/:id/', async (c) =>
    c.json(annotationAnswer(await readClientAnnotation(deps, clientOf(c), numberIn(c, 'id')))),
  );
  app.patch('/api/annotations/:id/', async (c) => {
    const result = resultOf(await objectOf(c));
    const changed = await changeClientAnnotation(deps, clientOf(c), numberIn(c, 'id'), result);
    return c.json(annotationAnswer(changed));
  });
  app.delete('/api/annotations/:id/', async (c) => {
    await withdrawClientAnnotation(deps, clientOf(c), numberIn(c, 'id'));
    return c.body(null, 204);
  });
  app.post('/api/annotations/bulk/', async (c) => {
    const body = await objectOf(c);
    const { tasks } = body;
    if (!Array.isArray(tasks) || tasks.length > 1_000 || !tasks.every(Number.isSafeInteger))
      throw invalid('tasks', 'must be a list of at most 1000 ids of tasks');
    const result = resultOf(body);
    const client = clientOf(c);
    const ids: { id: number }[] = [];
    for (const task of tasks as number[]) {
      const given = { result, leadTimeMs: 0, skipped: false, submissionId: undefined };
      ids.push({ id: (await annotateClientTask(deps, client, task, given)).id });
    }
    return c.json(ids, 201);
  });
  return app;
}

function predictionRoutes(deps: ClientDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get('/api/predictions/', async (c) => {
    const task = numberOf(c, 'task', 0, Number.MAX_SAFE_INTEGER);
    if (task === 0) throw invalid('task', 'must be the id of a task');
    return c.json(taskAnswer(await readClientTask(deps, clientOf(c), task)).predictions);
  });
  app.post('/api/predictions/', async (c) => {
    const prediction = predictionOf(await objectOf(c));
    const [count = 1] = await predictClientTasks(deps, clientOf(c), [prediction]);
    return c.json({ id: predictionNumber(prediction.task, count - 1), ...prediction }, 201);
  });
  app.get('/api/predictions/:id/', async (c) => {
    const id = numberIn(c, 'id');
    const task = await readClientTask(deps, clientOf(c), Math.floor(id / 1000));
    const found = taskAnswer(task).predictions.find((p) => p.id === id);
    if (!found) throw new AppError(errors.notFound);
    return c.json(found);
  });
  return app;
}
