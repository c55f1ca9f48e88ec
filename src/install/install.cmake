# What `cmake --install` puts in place: the command with its manual page and completions, the headers, the static
# libraries, and the files by which find_package(lubb) and pkg-config find them.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set_target_properties(lubb_core PROPERTIES EXPORT_NAME core)
set_target_properties(lubb_network PROPERTIES EXPORT_NAME crawl)
add_library(lubb::core ALIAS lubb_core)
add_library(lubb::crawl ALIAS lubb_network)

install(TARGETS lubb_core lubb_network EXPORT lubb ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS lubb RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/lubb DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

set(lubb_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/lubb)
install(EXPORT lubb NAMESPACE lubb:: FILE lubbTargets.cmake DESTINATION ${lubb_package_dir})
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/lubbConfig.cmake.in ${PROJECT_BINARY_DIR}/lubbConfig.cmake
  INSTALL_DESTINATION ${lubb_package_dir} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/lubbConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/lubbConfig.cmake ${PROJECT_BINARY_DIR}/lubbConfigVersion.cmake
  DESTINATION ${lubb_package_dir})

configure_file(${CMAKE_CURRENT_LIST_DIR}/lubb.pc.in ${PROJECT_BINARY_DIR}/lubb.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/lubb.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# The command prints its own manual page and completions, so that they cannot differ from --help.
if(NOT CMAKE_CROSSCOMPILING)
  set(lubb_printed
    "lubb.1|--print-man|${CMAKE_INSTALL_MANDIR}/man1"
    "lubb|--print-completion bash|${CMAKE_INSTALL_DATADIR}/bash-completion/completions"
    "_lubb|--print-completion zsh|${CMAKE_INSTALL_DATADIR}/zsh/site-functions"
    "lubb.fish|--print-completion fish|${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
  foreach(entry IN LISTS lubb_printed)
    string(REPLACE "|" ";" fields "${entry}")
    list(GET fields 0 file)
    list(GET fields 1 arguments)
    list(GET fields 2 directory)
    install(CODE "
      separate_arguments(arguments UNIX_COMMAND \"${arguments}\")
      set(output \"${PROJECT_BINARY_DIR}/printed-${file}\")
      execute_process(COMMAND \"$<TARGET_FILE:lubb>\" \${arguments}
        OUTPUT_FILE \"\${output}\" ERROR_QUIET RESULT_VARIABLE failed)
      if(failed)
        message(WARNING \"lubb ${arguments} failed: ${file} is not installed\")
      else()
        file(INSTALL DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${directory}\" TYPE FILE RENAME \"${file}\"
          FILES \"\${output}\")
      endif()")
  endforeach()
endif()

# A program of somebody else, built against the installed tree in both ways. Sanitized archives are not what is
# shipped, and the consumer is built without the sanitizers.
if(LUBB_TESTS AND NOT LUBB_SANITIZE AND NOT LUBB_SANITIZE_THREADS)
  enable_testing()
  add_test(NAME consumer
    COMMAND ${PROJECT_SOURCE_DIR}/tests/consumer/run ${PROJECT_BINARY_DIR} ${CMAKE_CXX_COMPILER})
  set_tests_properties(consumer PROPERTIES TIMEOUT 300)
endif()
