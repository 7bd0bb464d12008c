/** Addresses of review and acceptance below /api/v1. */
export const qualityApi = {
  overview: '/annotation/overview',
  reviewQueue: (id: string, query = ''): string =>
    `/annotation/packages/${id}/review-queue?limit=50${query}`,
  result: (id: string): string => `/annotation/annotations/${id}`,
  review: (id: string): string => `/annotation/annotations/${id}/review`,
  dashboard: (id: string): string => `/annotation/packages/${id}/dashboard`,
  awardLots: (id: string): string => `/annotation/awards/${id}/lots`,
  sample: (id: string): string => `/annotation/lots/${id}/sample?limit=100`,
  inspections: (id: string): string => `/annotation/lots/${id}/inspections`,
  decision: (id: string): string => `/annotation/lots/${id}/decision`,
  agreement: (id: string): string => `/annotation/packages/${id}/agreement`,
  orphans: (id: string): string => `/annotation/packages/${id}/orphans?limit=100`,
  adoption: (id: string): string => `/annotation/annotations/${id}/adoption`,
  disagreements: (id: string, query = ''): string =>
    `/annotation/packages/${id}/disagreements?limit=50&${query}`,
  answers: (taskId: string, packageId: string): string =>
    `/annotation/tasks/${taskId}/answers?package=${packageId}`,
  adjudication: (taskId: string): string => `/annotation/tasks/${taskId}/adjudication`,
  verify: '/annotation/certificates/verify',
  certificate: (id: string): string => `/annotation/lots/${id}/certificate`,
};
