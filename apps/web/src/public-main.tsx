import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { RouterProvider } from 'react-router/dom'
import { applyAppearance } from './look/appearance.ts'
import './look/base.css'
import { makePublicRouter } from './public/router.tsx'
import { ClockProvider } from './text/format-context.tsx'
import { openTexts } from './text/language.ts'
import { openBrowserService } from './wire/browser-service.ts'
import { makeQueryClient } from './wire/query-client.ts'
import { ServiceProvider } from './wire/service-context.tsx'

applyAppearance()
const text = await openTexts(['public', 'look', 'form'])
const service = openBrowserService(() => text.language)
const root = document.querySelector('#root')
if (root === null) throw new Error('the page has no root')
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={text}>
      <ClockProvider now={() => Date.now()}>
        <ServiceProvider service={service}>
          <QueryClientProvider client={makeQueryClient()}>
            <RouterProvider router={makePublicRouter(text)} />
          </QueryClientProvider>
        </ServiceProvider>
      </ClockProvider>
    </I18nextProvider>
  </StrictMode>,
)
