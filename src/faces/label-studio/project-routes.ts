import { Hono } from 'hono';
import {
  archiveClientProject,
  changeClientProject,
  configComplaints,
  createClientProject,
  importClientTasks,
  listClientProjects,
  predictClientTasks,
  readClientProject,
  type ClientDeps,
} from '#src/annotation/index.ts';
import type { AppEnv } from '#src/kernel/http.ts';
import { projectAnswer } from './answer.ts';
import { clientOf, invalid, jsonOf, numberIn, numberOf, objectOf, textOf } from './ask.ts';
import { contentOf } from './import-content.ts';
import { predictionOf } from './task-routes.ts';

const textsOf = (body: Record<string, unknown>) => ({
  title: textOf(body, 'title', 200) || undefined,
  description: textOf(body, 'description', 5_000),
  labelConfig: textOf(body, 'label_config', 200_000) || undefined,
  instructions: textOf(body, 'expert_instruction', 200_000),
});

/** Projects and what is imported into them. */
export function projectRoutes(deps: ClientDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.get('/api/projects/', async (c) => {
    const page = numberOf(c, 'page', 1, 1_000_000);
    const size = numberOf(c, 'page_size', 100, 1_000);
    const { projects, count } = await listClientProjects(deps, clientOf(c), { page, size });
    return c.json({ count, next: null, previous: null, results: projects.map(projectAnswer) });
  });
  app.post('/api/projects/', async (c) => {
    const text = textsOf(await objectOf(c));
    const org = c.req.header('x-banyan-organisation');
    return c.json(projectAnswer(await createClientProject(deps, clientOf(c), text, org)), 201);
  });
  app.get('/api/projects/:id/', async (c) =>
    c.json(projectAnswer(await readClientProject(deps, clientOf(c), numberIn(c, 'id')))),
  );
  app.patch('/api/projects/:id/', async (c) => {
    const text = textsOf(await objectOf(c));
    const changed = await changeClientProject(deps, clientOf(c), numberIn(c, 'id'), text);
    return c.json(projectAnswer(changed));
  });
  app.delete('/api/projects/:id/', async (c) => {
    await archiveClientProject(deps, clientOf(c), numberIn(c, 'id'));
    return c.body(null, 204);
  });
  app.post('/api/projects/:id/validate/', async (c) => {
    await readClientProject(deps, clientOf(c), numberIn(c, 'id'));
    const body = textOf(await objectOf(c), 'label_config', 200_000) ?? '';
    const complaints = configComplaints(body);
    if (complaints.length > 0) throw invalid('label_config', complaints.slice(0, 20).join('\n'));
    // The SDK reads JSON, which an empty answer is not.
    return c.json({ label_config: body });
  });
  app.post('/api/projects/:id/import', async (c) => {
    const started = performance.now();
    const client = clientOf(c);
    const project = await readClientProject(deps, client, numberIn(c, 'id'));
    const content = await contentOf(c, project.row.label_config);
    const made = await importClientTasks(deps, client, Number(project.row.number), content);
    const ids = c.req.query('return_task_ids')?.toLowerCase() === 'true';
    return c.json(
      {
        task_count: made.tasks,
        annotation_count: 0,
        prediction_count: 0,
        problem_count: made.problems,
        duration: (performance.now() - started) / 1000,
        file_upload_ids: [],
        could_be_tasks_list: false,
        found_formats: [content.format],
        data_columns: [],
        ...(ids ? { task_ids: made.numbers } : {}),
      },
      201,
    );
  });
  app.post('/api/projects/:id/import/predictions', async (c) => {
    const body = await jsonOf(c);
    if (!Array.isArray(body) || body.length > 10_000)
      throw invalid('body', 'must be a list of at most 10000 predictions');
    const predictions = body.map(predictionOf);
    await predictClientTasks(deps, clientOf(c), predictions, numberIn(c, 'id'));
    return c.json({ created: predictions.length }, 201);
  });
  return app;
}
