/** What a component's file is to tools that do not read it. */
declare module '*.vue' {
  import type { Component } from 'vue'

  const component: Component
  export default component
}
