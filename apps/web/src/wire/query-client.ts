import { QueryClient } from '@tanstack/react-query'

/** Requests wait for the service by themselves (service.ts), so nothing is asked again because it failed. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, staleTime: 5000, networkMode: 'always', refetchOnWindowFocus: true },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}
