// town
