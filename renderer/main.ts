/** Starts the page: styles, routes, and the application's frame. */
import '@fontsource-variable/inter/wght.css'
import './styles/base.css'
import { createApp } from 'vue'
import App from './App.vue'
import { i18n } from './locales/text.ts'
import { router } from './router.ts'

createApp(App).use(i18n).use(router).mount('#app')
